"""Fixed things to say: help, greetings, and what is said when nothing fits."""

from typing import TypeAlias

Notice: TypeAlias = tuple[str, tuple[str, ...]]  # title, lines

HELP: Notice = (
    "What I can do",
    (
        "I answer questions about roles in AI and machine learning, out of a knowledge base that "
        "people wrote and reviewed. No language model: the same question gets the same answer.",
        "",
        "**Ask in your own words**",
        "- mention me, reply to me, or write to me directly",
        "- `/ask` what does an NLP engineer do and what should I learn?",
        "",
        "**Or look things up**",
        "- `/role` a role, and the part of it that you want",
        "- `/compare` two roles side by side",
        "- `/roles` everything that I know",
        "- `/resources` courses, books, communities, competitions, conferences",
        "- right-click a message → Apps → **Answer this**",
        "- `/suggest` what is missing or wrong",
        "- `/privacy` what I keep, and how to be rid of it",
        "",
        "Typos are fine. What I don't know I say, and salaries, job offers and debugging are not "
        "mine. I'm a program, not a person: I look things up, and keep no messages. What I "
        "couldn't answer in a server is kept as bare words, without your name.",
    ),
)
GREETING: Notice = (
    "Hello",
    (
        "Ask me about roles in AI and machine learning: what people do, which skills they need, "
        "how two roles differ, how to get from one to another.",
    ),
)
THANKS: Notice = ("You're welcome", ("Good luck with it.",))

UNKNOWN_TITLE = "I don't know that"
UNKNOWN_NEAR = "Nothing that I know fits your question well enough. The nearest that I have:"
UNKNOWN_FAR = (
    "Nothing that I know fits your question. I know roles in AI and machine learning: what they "
    "do, skills, ways in, resources, comparisons. `/help` shows how to ask."
)
UNKNOWN_ROLE = (
    "That sounds like a role that isn't in my knowledge yet, and I don't guess. "
    "These are the ones that I hold:"
)
CHOICES_TITLE = "Which of these do you mean?"
CHOICES_TEXT = "Your question fits more than one of these. Pick one:"

WELCOME: Notice = (
    "Try me",
    (
        "This is the real bot on a simulated Discord. Nothing leaves your machine.",
        "",
        "**Type a question into the box below**, as you would type it in a server:",
        "- whats the diff between a data scientist and an ML enginer?",
        "- what does an NLP engineer do and what should I learn?",
        "- i'm a nurse, how do i get into AI ethics",
        "",
        "**Or try a command**: `/role`, `/compare`, `/roles`, `/resources`, `/ask`, `/help`, "
        "`/suggest`, `/privacy`.",
        "",
        "**Or teach me something**: pick *Moderator* under *Viewing as*, then `/kb add term`. You "
        "see what it changes before it is published, and `/kb undo` takes it back.",
        "",
        "In a real server I answer plain messages only when somebody mentions me or replies to me; "
        "in this channel everything is a question.",
    ),
)

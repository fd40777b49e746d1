"""What a host can set. The only module that reads the environment (and `.env`)."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


def _bare(token: object) -> object:
    """Forgive what people copy along with a token: spaces, quotes, "Bot "."""
    if not isinstance(token, str):
        return token
    return token.strip().strip("\"'").removeprefix("Bot ").strip()


class Settings(BaseSettings):
    """Settings by environment variable; each name in capitals is the variable."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, use_attribute_docstrings=True
    )

    discord_token: Annotated[SecretStr | None, BeforeValidator(_bare)] = None
    """The bot's token, from the Discord developer portal. Without one there is the playground."""
    message_content: bool = False
    """Ask Discord for the text of all messages, so that moderators may let me listen (`suggest` and
    `auto` in `/settings mode`). Needs the switch in the developer portal."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much to log. What people write is never logged, at any level."""
    database_url: SecretStr = SecretStr("sqlite:///data/rolecall.sqlite3")
    """Where servers' own entries and settings are kept: a file of SQLite, or PostgreSQL
    (`postgresql://user:password@host/name`)."""
    cache_dir: Path = Path(".cache/rolecall")
    """Where the trained classifier is kept; it can be deleted at any time."""
    health_file: Path = Path(".cache/rolecall/health")
    """Touched while the bot is connected; `python -m bot health` looks at its age."""
    playground_port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Port of the playground on loopback; 0 takes a free one."""


class SettingsError(Exception):
    """A setting has a value that can't be used. The message says which, and what would do."""


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: a variable has an unusable value. Values are never part of the message.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"{'.'.join(map(str, detail['loc'])).upper()}: {detail['msg']}"
            for detail in error.errors(include_input=False)
        ]
        raise SettingsError("; ".join(lines)) from error

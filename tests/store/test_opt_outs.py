from knowledge.store.store import Store


async def test_people_opt_out_for_one_guild_and_back_in(store: Store) -> None:
    await store.opt_outs.add(1, 5)
    await store.opt_outs.add(1, 5)
    await store.opt_outs.add(1, 6)
    await store.opt_outs.add(2, 7)
    assert await store.opt_outs.people(1) == {5, 6}

    await store.opt_outs.remove(1, 5)
    await store.opt_outs.remove(1, 7)

    assert await store.opt_outs.people(1) == {6}
    assert await store.opt_outs.people(2) == {7}

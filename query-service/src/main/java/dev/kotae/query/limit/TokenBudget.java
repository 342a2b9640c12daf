package dev.kotae.query.limit;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;

/** What askers spent of their tokens, kept over restarts and shared by all instances. Days are UTC. */
interface TokenBudget {

    /** How many tokens an asker spent on a day; fails where that cannot be known. */
    Uni<Long> spent(String asker, LocalDate day);

    /** Adds to what an asker spent on a day. Not idempotent: whoever is unsure whether it worked adds too much rather than too little. */
    Uni<Void> add(String asker, LocalDate day, long tokens);
}

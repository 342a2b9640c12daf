package dev.kotae.local.suite;

import java.time.Duration;

/** Told what happens while the suite starts; called by several threads. */
public interface StartLog {
    /** A part can serve now. */
    void ready(String part, Duration took, String where);

    /** A part ran already. */
    void kept(String part, String where);

    /** Something the user should know that does not keep the suite from running. */
    void note(String text);
}

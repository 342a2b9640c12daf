package dev.kotae.local.publish;

/** Where changes go as they are read. */
interface ChangeSink {
    void change(Change change);

    /** Something that should have been a change and is not, with where it stands. */
    void problem(String what);

    /** Something that is left out on purpose, such as {@code hidden files}. */
    void skipped(String kind);
}

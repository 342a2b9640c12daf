package dev.kotae.local.embedding;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An embedder by the name that a user gives it. */
public enum LocalEmbedder {
    /** English, inside the services. */
    BGE_SMALL("bge-small-en-v1.5"),
    /** About a hundred languages, behind a server of its own. */
    MULTILINGUAL_E5_SMALL("multilingual-e5-small");

    private final String id;

    LocalEmbedder(String id) {
        this.id = id;
    }

    /** Its name. */
    public String id() {
        return id;
    }

    /** The embedder of a name. */
    public static Optional<LocalEmbedder> of(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    /** All names, for a message. */
    public static String names() {
        return Arrays.stream(values()).map(LocalEmbedder::id).collect(Collectors.joining(", "));
    }
}

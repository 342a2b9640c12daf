package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The secret that answer ids are signed with, the query service's own. Without it the service does not start. */
@ApplicationScoped
public class AnswerSecret {

    private final byte[] key;

    AnswerSecret(
            @ConfigProperty(name = "kotae.answer-key") Optional<String> key,
            @ConfigProperty(name = "kotae.answer-key-file") Optional<Path> file) {
        this.key = AnswerKey.load(key, file);
    }

    /** The key's bytes. */
    public byte[] key() {
        return key.clone();
    }
}

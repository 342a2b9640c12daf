package dev.kotae.query.model;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The settings as they stand, and the file that can change them. A file that cannot be used changes nothing: the last good settings go on,
 * the log says why, {@code kotae.catalogue.file.valid} is 0, and {@link #trouble} tells. Looked at by one thread at a time.
 */
final class CatalogueFile {

    private static final Logger LOG = Logger.getLogger(CatalogueFile.class);

    private final SettingsFile file;
    private final AtomicInteger valid = new AtomicInteger(1);
    private volatile Settings settings;
    private volatile Trouble trouble;
    private String seen;

    /**
     * @param file the file, or null where there is none
     * @param settings what is set elsewhere
     */
    CatalogueFile(SettingsFile file, Settings settings, MeterRegistry registry) {
        this.file = file;
        this.settings = settings;
        if (file != null) {
            registry.gauge("kotae.catalogue.file.valid", valid);
        }
    }

    /**
     * Why the file is not used as it is.
     *
     * @param reason in words that hold no value of the file
     * @param since when it was first seen so
     */
    record Trouble(String reason, Instant since) {}

    Settings settings() {
        return settings;
    }

    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Looks at the file. Blocks. Returns whether the settings are others now. */
    boolean look() {
        if (file == null) {
            return false;
        }
        String text;
        try {
            text = file.text();
        } catch (IOException e) {
            broken("unreadable", "It cannot be read: " + e.getClass().getSimpleName());
            return false;
        }
        if (text.equals(seen)) {
            return false;
        }
        try {
            settings = file.settings(text);
            seen = text;
            trouble = null;
            valid.set(1);
            LOG.infof(
                    "The catalogue's file %s is taken up: %d providers, %d models",
                    file,
                    settings.providers().all().size(),
                    settings.models().all().size());
            return true;
        } catch (IllegalArgumentException e) {
            broken(text, e.getMessage());
            return false;
        }
    }

    private void broken(String text, String reason) {
        if (!text.equals(seen)) {
            LOG.errorf("The catalogue's file %s cannot be used, the last good settings go on: %s", file, reason);
            trouble = new Trouble(reason, Instant.now());
        }
        seen = text;
        valid.set(0);
    }
}

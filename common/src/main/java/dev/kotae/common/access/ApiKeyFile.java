package dev.kotae.common.access;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The API keys of the configuration and of a file that is read again and again, so that keys are added and taken back while the service
 * runs. A file that is gone takes its keys back; one that cannot be read or understood leaves those it had, and the log says so.
 */
@ApplicationScoped
class ApiKeyFile {

    private static final Logger LOG = Logger.getLogger(ApiKeyFile.class);

    private final ApiKeys configured;
    private final Optional<Path> file;
    private final Duration reload;
    private String read = "";
    private volatile ApiKeys ofFile = ApiKeys.NONE;

    ApiKeyFile(
            @ConfigProperty(name = "kotae.api-keys") Optional<String> configured,
            @ConfigProperty(name = "kotae.api-keys-file") Optional<Path> file,
            @ConfigProperty(name = "kotae.api-keys-reload", defaultValue = "10s") Duration reload) {
        this.configured = configured.map(ApiKeys::parse).orElse(ApiKeys.NONE);
        this.file = file;
        this.reload = reload;
    }

    /** At the start what is wrong stops it; later it is logged. */
    void start(@Observes StartupEvent event, Vertx vertx) throws IOException {
        if (file.isPresent()) {
            load(file.get());
            vertx.setPeriodic(reload.toMillis(), tick -> vertx.executeBlocking(() -> {
                        load(file.get());
                        return null;
                    })
                    .onFailure(failure -> LOG.errorf(
                            "The API keys are left as they were: %s",
                            failure instanceof IOException ? "cannot read " + file.get() : failure.getMessage())));
        }
    }

    /** Whether keys can be presented at all. */
    boolean isUsed() {
        return file.isPresent() || !configured.all().isEmpty();
    }

    Optional<ApiKey> find(String presented) {
        Optional<ApiKey> ofConfiguration = configured.find(presented);
        Optional<ApiKey> fromFile = ofFile.find(presented);
        return ofConfiguration.or(() -> fromFile);
    }

    /** Reads the file where it changed. */
    synchronized void load(Path path) throws IOException {
        String text;
        try {
            text = Files.readString(path);
        } catch (NoSuchFileException gone) {
            text = "";
        }
        if (!text.equals(read)) {
            ApiKeys keys = ApiKeys.parse(text);
            read = text;
            ofFile = keys;
            LOG.infof("API keys: %s", keys.all().stream().map(ApiKey::name).toList());
        }
    }
}

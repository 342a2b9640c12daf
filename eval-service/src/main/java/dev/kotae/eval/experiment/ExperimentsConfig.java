package dev.kotae.eval.experiment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How experiments have questions answered; an unknown property under the prefix fails the start. */
@ConfigMapping(prefix = "kotae.eval.experiments")
interface ExperimentsConfig {

    /** The query service, which answers the questions once more. */
    @WithDefault("http://localhost:8080")
    URI queryUrl();

    /** The bearer token or API key by which it lets this service in; its groups decide which documents fresh searches see. */
    Optional<String> token();

    /** A file that holds it, looked at only where there is no token itself; read again for every question. */
    Optional<Path> tokenFile();

    /** So long an answer may take; after that it is asked for again. */
    @WithDefault("5m")
    Duration timeout();
}

package dev.kotae.query.console;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What can be set under {@code kotae.console}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.console")
interface ConsoleConfig {

    /** Where ratings and votes go and reports are read: the eval service as browsers reach it; without it the console's own address. */
    Optional<String> evalUrl();
}

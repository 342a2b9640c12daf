package dev.kotae.query.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set under {@code kotae.catalogue}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.catalogue")
interface CatalogueConfig {

    /** How often the providers are asked for their models. */
    @WithDefault("30s")
    Duration refresh();

    /** After so long without a first token a call is given up. */
    @WithDefault("30s")
    Duration firstTokenTimeout();

    /** After so long without a further token a call is given up. */
    @WithDefault("20s")
    Duration idleTimeout();

    /** After so long a call is given up in any case. */
    @WithDefault("3m")
    Duration totalTimeout();

    /** The most tokens of an answer. */
    @WithDefault("400")
    int maxTokens();
}

package dev.kotae.query.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be set under {@code kotae.catalogue}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.catalogue")
interface CatalogueConfig {

    /** A file (YAML or properties) with more settings of providers and models; taken up again whenever it changes. */
    Optional<Path> file();

    /** How often the file is looked at. */
    @WithDefault("2s")
    Duration fileCheck();

    /** How often the providers are asked for their models. */
    @WithDefault("30s")
    Duration refresh();

    /** After so long without a first token a call is given up, tries again included. */
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

    /** The most characters of an answer: a model that does not stop is stopped. */
    @WithDefault("100000")
    int maxCharacters();

    /** How often a model is called for one answer where its server is busy or away, the first call included. */
    @WithDefault("3")
    int attempts();

    /** How many answers of one model are written at a time: far more than a server writes, far fewer than Kotae can hold. */
    @WithDefault("1000")
    int maxConcurrent();

    /** How many more may wait for a place, for each model. */
    @WithDefault("100")
    int maxWaiting();

    /** Of its last 20 calls so many must fail until a model is left alone for a while. */
    @WithDefault("10")
    int breakerFailures();

    /** How long a failing model is left alone before it is tried again. */
    @WithDefault("15s")
    Duration breakerPause();

    /** Who answers in place of a failing model that names no fallback of its own. */
    Optional<List<String>> fallback();
}

package dev.kotae.query.openai;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set under {@code kotae.openai}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.openai")
interface OpenAiConfig {

    /** Whether the list of models names each model with each collection too, for front ends that choose from it. */
    @WithDefault("true")
    boolean listCollections();
}

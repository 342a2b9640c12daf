package dev.kotae.query.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What is known of models beyond their providers' lists, {@code kotae.models.<id>.…}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.models")
interface ModelConfig {

    /** The models, by the id that users choose them by. */
    @WithParentName
    Map<String, Model> all();

    /** One model. */
    interface Model {

        /** Who serves it; absent: whoever lists a model of this id. */
        Optional<String> provider();

        /** What its provider calls it; absent: the id. */
        Optional<String> name();

        /** What people read. */
        Optional<String> displayName();

        /** Which weights or version. */
        Optional<String> revision();

        /** Tokens that it reads and writes together; absent: what the provider says, if it does. */
        OptionalInt contextLength();

        /** ISO 639-1 codes of the languages it is good at. */
        Optional<List<String>> languages();

        /** Words to find it by. */
        Optional<List<String>> tags();

        /** What a million tokens cost. */
        Optional<Price> price();

        /** What is sent with each call, such as {@code temperature}; values are JSON, {@code null} leaves a default out. */
        Map<String, String> parameters();

        /**
         * By which field of a call it is held to a grammar, {@code grammar} for llama.cpp's server and {@code guided_grammar} for vLLM; then it
         * answers with sentences of its sources alone, as models of few parameters should. Absent: with prose.
         */
        Optional<String> quotesBy();

        /** Its share, beside other models' weights, of the questions that name no model. */
        @WithDefault("0")
        double weight();

        /** Who answers in its place, in this order, where it fails before its first token. */
        Optional<List<String>> fallback();

        /** In place of {@code kotae.catalogue.first-token-timeout}. */
        Optional<Duration> firstTokenTimeout();

        /** In place of {@code kotae.catalogue.idle-timeout}. */
        Optional<Duration> idleTimeout();

        /** In place of {@code kotae.catalogue.total-timeout}. */
        Optional<Duration> totalTimeout();

        /** In place of {@code kotae.catalogue.max-concurrent}. */
        OptionalInt maxConcurrent();
    }

    /** A price per million tokens. */
    interface Price {

        /** Of tokens read. */
        OptionalDouble input();

        /** Of tokens written. */
        OptionalDouble output();

        /** ISO 4217 code. */
        @WithDefault("USD")
        String currency();
    }
}

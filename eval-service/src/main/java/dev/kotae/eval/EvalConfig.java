package dev.kotae.eval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What can be set of the eval service; an unknown property under the prefix fails the start. */
@ConfigMapping(prefix = "kotae.eval")
public interface EvalConfig {

    /** The consumer group; it shows the lag, where reading goes on is kept in Redis. */
    @WithDefault("kotae-eval")
    String groupId();

    /** So long a rating may take to be acknowledged by Kafka; after that the client is told to come again. At least a second. */
    @WithDefault("5s")
    Duration publishTimeout();

    /** So long Redis may take for what a request reads; after that the client is told to come again. */
    @WithDefault("5s")
    Duration readTimeout();

    /** So long a vote waits for the answers to be counted, to tell their models. */
    @WithDefault("3s")
    Duration voteTimeout();

    /** So long a request's Idempotency-Key is remembered. */
    @WithDefault("24h")
    Duration idempotencyKept();

    /**
     * So long answers, ratings and votes are kept, by their own time; after that they are taken off both topics and out of every
     * report. Whole days; without it all is kept for ever.
     */
    Optional<Duration> retention();

    /** How often it is looked for what has expired. */
    @WithDefault("1h")
    Duration retentionEvery();

    /** Whoever is in one of these groups may erase what is kept of other users; without any, users can erase their own only. */
    Optional<Set<String>> eraserGroups();

    /** The probability of ever being wrong: of an interval, and of a recommendation. */
    @WithDefault("0.05")
    @DecimalMin("0.0001")
    @DecimalMax("0.5")
    double alpha();

    /** Two means of stars that differ by less than this are equivalent. */
    @WithDefault("0.25")
    @DecimalMin("0.01")
    @DecimalMax("4")
    double equivalentStars();

    /** Two models are equivalent of which one is preferred in at most one half of votes and this share more. */
    @WithDefault("0.05")
    @DecimalMin("0.005")
    @DecimalMax("0.5")
    double equivalentShare();

    /** What a model must keep within to be recommended for production. */
    Budget budget();

    /** The group whose members may read what users asked and wrote, export it, and pin reports. */
    @WithDefault("kotae-analysts")
    String analysts();

    /** So many models are counted apart in a partition; further ones share the model {@code (other)}. */
    @WithDefault("200")
    @Min(1)
    @Max(10000)
    int mostModels();

    /** So many slices are counted apart in a partition; answers of further ones are counted by day as of the model {@code (other)}. */
    @WithDefault("100000")
    @Min(1)
    @Max(10000000)
    int mostSlices();

    /** How often the gauges per model are brought up to date. */
    @WithDefault("60s")
    Duration gaugesEvery();

    /** So many models get gauges of their own, those with the most answers; the others share one. */
    @WithDefault("100")
    @Min(1)
    @Max(1000)
    int gaugesModels();

    /** What production allows; an interval that reaches beyond leaves it unclear. */
    interface Budget {

        /** The greatest share of failed answers. */
        @WithDefault("0.05")
        @DecimalMin("0")
        @DecimalMax("1")
        double errorRate();

        /** So long the first token may take in 95 % of answers. */
        @WithDefault("5s")
        Duration firstToken();

        /** So long the whole answer may take in 95 % of answers. */
        @WithDefault("30s")
        Duration total();
    }
}

package dev.kotae.query.answer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set under {@code kotae.answers}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.answers")
public interface AnswersConfig {

    /** The longest question, in characters. */
    @WithDefault("4000")
    int maxQuestionLength();

    /** How many chunks a prompt has unless the request says otherwise. */
    @WithDefault("4")
    int maxChunks();

    /** About how many tokens the chunks of a prompt may have together. */
    @WithDefault("1200")
    int promptTokens();

    /** How often a stream gets a comment, which keeps proxies from cutting a silent one. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How many answers wait for Kafka at most; more are counted and let go. */
    @WithDefault("10000")
    int unpublished();
}

package dev.kotae.query.answer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    /** About how many tokens the earlier turns of a prompt may have together. */
    @WithDefault("600")
    int historyTokens();

    /** A folder whose files replace prompt templates of the same name. */
    Optional<Path> promptFolder();

    /** How often that folder is read anew. */
    @WithDefault("10s")
    Duration promptRefresh();

    /** After so long a conversation is not made one question: the last one is asked as it is. */
    @WithDefault("5s")
    Duration condenseTimeout();

    /** Patterns of the ids of small models; absent: those whose name tells fewer than a billion parameters. */
    Optional<List<String>> smallModels();

    /** About how many tokens the chunks of a small model's prompt may have together. */
    @WithDefault("250")
    int smallPromptTokens();

    /** How many chunks a small model's prompt has at most. */
    @WithDefault("1")
    int smallMaxChunks();

    /** The most tokens of a small model's answer. */
    @WithDefault("64")
    int smallMaxTokens();

    /** About how many tokens the chunks may have together of which a model chooses sentences. */
    @WithDefault("750")
    int quotesPromptTokens();

    /** How many chunks a model chooses sentences of at most. */
    @WithDefault("3")
    int quotesMaxChunks();

    /** How many of the latest prompts are kept in memory for operators to see; they hold documents' and users' words. */
    @WithDefault("0")
    int keptPrompts();

    /** Whether questions made of a conversation are written to traces; they are users' words. */
    @WithDefault("false")
    boolean captureContent();

    /** How often a stream gets a comment, which keeps proxies from cutting a silent one. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How many answers may be without Kafka's acknowledgement; more are counted and let go. */
    @WithDefault("10000")
    int unpublished();
}

package dev.kotae.query.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All templates, by purpose and language: those that come with Kotae, and a folder's in their place. */
public final class PromptTemplates {

    private static final String SUFFIX = ".txt";
    private static final long LARGEST = 64 << 10;
    private static final List<String> LANGUAGES = List.of("en", "ja");

    private final Map<String, PromptTemplate> templates;

    private PromptTemplates(Map<String, PromptTemplate> templates) {
        this.templates = templates;
    }

    /** What templates are for. */
    enum Purpose {
        /** Answering. */
        ANSWER("answer", Set.of("documents", "question")),
        /** Answering, told to a model of few parameters. */
        ANSWER_SMALL("answer-small", Set.of("documents", "question")),
        /** Answering with sentences of the sources alone. */
        ANSWER_QUOTES("answer-quotes", Set.of("sentences", "question")),
        /** Making one question of a conversation. */
        CONDENSE("condense", Set.of("history", "question")),
        /** Telling which of two answers is better. */
        JUDGE("judge", Set.of("documents", "question", "first", "second"));

        private final String prefix;
        private final Set<String> places;

        Purpose(String prefix, Set<String> places) {
            this.prefix = prefix;
            this.places = places;
        }
    }

    /**
     * Reads all templates.
     *
     * @param folder where templates lie that replace Kotae's own of the same name, such as {@code answer-en.txt}
     * @throws IllegalStateException that names the file that cannot be used and says why
     */
    public static PromptTemplates read(Optional<Path> folder) {
        Map<String, PromptTemplate> templates = new HashMap<>();
        for (Purpose purpose : Purpose.values()) {
            for (String language : LANGUAGES) {
                String id = purpose.prefix + "-" + language;
                Optional<String> own = folder.map(it -> it.resolve(id + SUFFIX))
                        .filter(Files::exists)
                        .map(file -> file(id, file));
                templates.put(id, PromptTemplate.parse(id, own.orElseGet(() -> builtIn(id)), purpose.places));
            }
        }
        folder.ifPresent(it -> refuseStrangers(it, templates.keySet()));
        return new PromptTemplates(Map.copyOf(templates));
    }

    /** The template of a purpose; a language that has none gets the English one. */
    PromptTemplate of(Purpose purpose, String language) {
        return templates.getOrDefault(purpose.prefix + "-" + language, templates.get(purpose.prefix + "-en"));
    }

    /** A template for answers that an experiment tries. */
    static PromptTemplate tried(String text) {
        return PromptTemplate.parse("answer-tried", text, Purpose.ANSWER.places);
    }

    /** Ids and hashes, for the log. */
    public Map<String, String> hashes() {
        Map<String, String> hashes = new java.util.TreeMap<>();
        templates.forEach((id, template) -> hashes.put(id, template.hash()));
        return hashes;
    }

    /** A misspelt name would be passed over in silence. */
    private static void refuseStrangers(Path folder, Set<String> known) {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(id -> !known.contains(id))
                    .findFirst()
                    .ifPresent(id -> {
                        throw PromptTemplate.broken(
                                id,
                                "nothing asks for a template of that name; there are "
                                        + known.stream().sorted().toList());
                    });
        } catch (IOException e) {
            throw new IllegalStateException("The folder of prompt templates " + folder + " cannot be read", e);
        }
    }

    private static String file(String id, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw PromptTemplate.broken(id, "it is larger than " + LARGEST + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw PromptTemplate.broken(id, "it is not UTF-8");
        } catch (IOException e) {
            throw PromptTemplate.broken(id, "the file " + file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static String builtIn(String id) {
        try (InputStream stream =
                PromptTemplates.class.getClassLoader().getResourceAsStream("prompts/" + id + SUFFIX)) {
            if (stream == null) {
                throw new IllegalStateException("There is no prompt template " + id);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the prompt template " + id, e);
        }
    }
}

package dev.kotae.query.answer;

import dev.kotae.query.prompt.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The prompts of the latest answers, in memory alone, for an operator who asks why a model said so. None unless it is turned on. */
@ApplicationScoped
class KeptPrompts {

    private final Map<String, Prompt> prompts;
    private final int most;

    KeptPrompts(AnswersConfig config) {
        this.most = config.keptPrompts();
        this.prompts = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Prompt> eldest) {
                return size() > most;
            }
        };
    }

    void keep(String answerId, Prompt prompt) {
        if (most > 0) {
            synchronized (prompts) {
                prompts.put(answerId, prompt);
            }
        }
    }

    Optional<Prompt> of(String answerId) {
        synchronized (prompts) {
            return Optional.ofNullable(prompts.get(answerId));
        }
    }
}

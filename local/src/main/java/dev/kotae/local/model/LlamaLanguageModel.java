package dev.kotae.local.model;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A GGUF file run by llama.cpp inside this JVM, with the chat template that the file brings. */
final class LlamaLanguageModel implements LanguageModel {
    private final LlamaModel model;
    private final int contextTokens;

    LlamaLanguageModel(Path file, int contextTokens) {
        int threads = Runtime.getRuntime().availableProcessors();
        this.contextTokens = contextTokens;
        this.model = new LlamaModel(new ModelParameters()
                .setModel(file.toString())
                .setCtxSize(contextTokens)
                .setThreads(threads)
                .setThreadsBatch(threads)
                .disableContextShift());
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    @Override
    public String prompt(ChatRequest request) {
        List<Pair<String, String>> turns = new ArrayList<>();
        StringBuilder system = new StringBuilder();
        for (ChatRequest.Message message : request.messages()) {
            if (message.role().equals("system")) {
                system.append(system.isEmpty() ? "" : "\n\n").append(message.content());
            } else {
                turns.add(new Pair<>(message.role(), message.content()));
            }
        }
        return model.applyTemplate(new InferenceParameters("").setMessages(system.toString(), turns));
    }

    @Override
    public int countTokens(String text) {
        return model.encode(text).length;
    }

    @Override
    public String generate(String prompt, int promptTokens, ChatRequest request, Sink sink) throws IOException {
        int room = contextTokens - promptTokens;
        int limit = request.maxTokens() == 0 ? room : Math.min(room, request.maxTokens());
        InferenceParameters parameters = new InferenceParameters(prompt)
                .setNPredict(limit)
                .setTemperature(request.temperature())
                .setTopP(request.topP())
                .setFrequencyPenalty(request.frequencyPenalty())
                .setPresencePenalty(request.presencePenalty())
                .setCachePrompt(true);
        if (request.seed() != null) {
            parameters.setSeed(request.seed());
        }
        if (!request.stop().isEmpty()) {
            parameters.setStopStrings(request.stop().toArray(String[]::new));
        }
        if (request.grammar() != null) {
            parameters.setGrammar(request.grammar());
        }
        LlamaIterator pieces = model.generate(parameters).iterator();
        StringBuilder text = new StringBuilder();
        try {
            int made = 0;
            while (pieces.hasNext()) {
                String piece = pieces.next().text;
                made++;
                text.append(piece);
                sink.accept(piece);
            }
            return Math.max(made - 1, countTokens(text.toString())) >= limit ? "length" : "stop";
        } catch (RuntimeException e) { // the library keeps its exception to itself
            throw OpenAiException.broken("The model failed: " + e.getMessage());
        } finally {
            if (pieces.hasNext()) {
                pieces.cancel();
            }
        }
    }
}

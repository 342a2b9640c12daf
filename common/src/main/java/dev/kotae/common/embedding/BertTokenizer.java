package dev.kotae.common.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Turns text into a model's token ids, special tokens included, and never cuts off or pads. Safe for use by several threads. */
final class BertTokenizer implements AutoCloseable {

    private static final String OFFLINE = "ai.djl.offline";

    static {
        // DJL would otherwise report its use to its makers and fetch another native library where it sees a GPU.
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
    }

    private final HuggingFaceTokenizer tokenizer;

    BertTokenizer(byte[] tokenizerJson) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        // DJL looks for its native library through the thread's class loader, which in a pool may be another.
        thread.setContextClassLoader(HuggingFaceTokenizer.class.getClassLoader());
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(tokenizerJson), Map.of("truncation", "false", "padding", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException("the embedder's tokenizer cannot be read", e);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    long[] ids(String text) {
        return tokenizer.encode(text).getIds();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}

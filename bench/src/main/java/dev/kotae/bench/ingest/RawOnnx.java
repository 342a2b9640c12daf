package dev.kotae.bench.ingest;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * ONNX Runtime on the embedder's own model with nothing around it: tokens prepared beforehand, one thread for each text, as many threads
 * as cores. The ceiling for every embedder of this model that runs one text at a time.
 */
final class RawOnnx implements AutoCloseable {

    private static final String MODEL = "bge-small-en-v1.5-q";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    RawOnnx() throws IOException, OrtException {
        System.setProperty("ai.djl.offline", "true");
        tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(resource(MODEL + "-tokenizer.json")),
                Map.of("truncation", "false", "padding", "false"));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(model(), options);
        }
    }

    /** The model's bytes, as they lie in the embedder's artifact. */
    static byte[] model() throws IOException {
        return resource(MODEL + ".onnx");
    }

    long[] tokens(String text) {
        return tokenizer.encode(text).getIds();
    }

    /** The first row of each text's last hidden states, not scaled. */
    float[][] run(List<long[]> texts, int threads) throws Exception {
        float[][] rows = new float[texts.size()][];
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        for (int i = next.getAndIncrement(); i < rows.length; i = next.getAndIncrement()) {
                            rows[i] = row(texts.get(i));
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
        return rows;
    }

    private float[] row(long[] tokens) throws OrtException {
        long[] shape = {1, tokens.length};
        long[] mask = new long[tokens.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
                OnnxTensor attention = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.allocate(tokens.length), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", attention, "token_type_ids", types))) {
            FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] first = new float[384];
            states.get(first);
            return first;
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = RawOnnx.class.getClassLoader().getResourceAsStream(name)) {
            return stream.readAllBytes();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
        tokenizer.close();
    }
}

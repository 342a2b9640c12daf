package dev.kotae.local.demo;

/**
 * The models of the demo. Nobody can run them; what they are like is written here.
 *
 * <p>The better one is {@link #MORI}: its answers are made to get {@code quality} stars before a rater's own mood. It is also the slowest
 * and dearest, as better models are.
 */
enum DemoModel {
    /** The better one. */
    MORI("demo-mori", 4.3, 0.01, 900, 5200, 0.0042),
    /** Quick. */
    KAZE("demo-kaze", 3.6, 0.02, 240, 1500, 0.0006),
    /** Cheap, and fails more often than production allows. */
    SUNA("demo-suna", 3.0, 0.12, 420, 2900, 0.0003);

    private final String id;
    private final double quality;
    private final double failures;
    private final double firstTokenMillis;
    private final double writingMillis;
    private final double cost;

    DemoModel(String id, double quality, double failures, double firstTokenMillis, double writingMillis, double cost) {
        this.id = id;
        this.quality = quality;
        this.failures = failures;
        this.firstTokenMillis = firstTokenMillis;
        this.writingMillis = writingMillis;
        this.cost = cost;
    }

    String id() {
        return id;
    }

    /** The stars that its answers deserve, 1 to 5. */
    double quality() {
        return quality;
    }

    /** The share of questions on which it fails. */
    double failures() {
        return failures;
    }

    /** The median until its first token. */
    double firstTokenMillis() {
        return firstTokenMillis;
    }

    /** The median from there to the end. */
    double writingMillis() {
        return writingMillis;
    }

    /** What an answer costs in USD, on average. */
    double cost() {
        return cost;
    }
}

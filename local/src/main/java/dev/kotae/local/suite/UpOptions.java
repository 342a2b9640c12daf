package dev.kotae.local.suite;

import java.nio.file.Path;

/**
 * How to start the suite.
 *
 * @param root the project's folder, with the built services below
 * @param watched whether the parts end with this JVM
 * @param model whether to run a local language model
 * @param modelFile a GGUF file to run instead of the built-in model, or null
 */
public record UpOptions(Path root, boolean watched, boolean model, Path modelFile) {}

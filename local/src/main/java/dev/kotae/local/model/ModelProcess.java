package dev.kotae.local.model;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The model server's own JVM. */
final class ModelProcess {
    private ModelProcess() {}

    /** The arguments are the GGUF file, the model's id, the port, the context in tokens, and a file to make once it listens. */
    public static void main(String[] arguments) {
        // A token is sent when it is there, and does not wait until the one before it is acknowledged
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            LanguageModel model = new LlamaLanguageModel(Path.of(arguments[0]), Integer.parseInt(arguments[3]));
            HttpServer server = new ModelEndpoints(model, arguments[1]).listen(Integer.parseInt(arguments[2]));
            Files.writeString(Path.of(arguments[4]), arguments[2]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        } catch (RuntimeException e) { // the library keeps its exception to itself
            System.err.println("The model " + arguments[0] + " cannot be loaded: " + e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            System.err.println("The model server cannot listen on port " + arguments[2] + ": " + e.getMessage());
            System.exit(1);
        }
    }
}

package dev.kotae.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What an operator does to Redis by hand: one inline command, one line of reply. */
final class RedisConsole {

    private RedisConsole() {}

    static String run(String url, String command) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort());
                BufferedReader reply =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return reply.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

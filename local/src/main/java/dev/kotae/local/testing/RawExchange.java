package dev.kotae.local.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * A request that is written to a socket as it is, since clients tidy paths up, and what came back.
 *
 * @param head the status line and the headers
 */
record RawExchange(int status, String head, String body) {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /**
     * Asks on a connection of its own.
     *
     * @param header header lines to add; may be empty
     */
    static RawExchange send(URI service, String method, String path, String header) throws IOException {
        try (Socket socket = open(service, method, path, "Connection: close\r\n" + header)) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = all.indexOf("\r\n\r\n");
            if (!all.startsWith("HTTP/1.1 ") || end < 0) {
                throw new IOException("no response");
            }
            return new RawExchange(
                    Integer.parseInt(all.substring(9, 12)), all.substring(0, end), all.substring(end + 4));
        }
    }

    /** The first line that comes back, whatever the connection does then. */
    static String firstLine(URI service, String method, String path, String header) throws IOException {
        try (Socket socket = open(service, method, path, header)) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    private static Socket open(URI service, String method, String path, String header) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(20_000);
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header
                + (header.endsWith("\n") ? "" : "\r\n");
        String rest =
                WITH_BODY.contains(method) ? "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" : "\r\n";
        socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    boolean hasHeader(String line) {
        return head.toLowerCase(Locale.ROOT).contains(line);
    }

    boolean shows(String text) {
        return head.contains(text) || body.contains(text);
    }
}

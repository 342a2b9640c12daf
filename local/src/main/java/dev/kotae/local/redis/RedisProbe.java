package dev.kotae.local.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Single commands to a server, enough to know that it serves: no client library is needed to start one. */
record RedisProbe(String host, int port, List<String> credentials, boolean tls) {
    private static final int TIMEOUT_MILLIS = 2_000;

    static RedisProbe at(String url) {
        URI uri = URI.create(url);
        List<String> credentials = new ArrayList<>();
        if (uri.getUserInfo() != null) {
            String[] parts = uri.getUserInfo().split(":", 2);
            for (String part : parts) {
                if (!part.isEmpty()) {
                    credentials.add(part);
                }
            }
        }
        int port = uri.getPort() == -1 ? 6379 : uri.getPort();
        return new RedisProbe(uri.getHost(), port, List.copyOf(credentials), "rediss".equals(uri.getScheme()));
    }

    static String withoutPassword(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    /** Whether it answers at all, and has loaded its data. */
    boolean serves() {
        return reply("PING").equals("+PONG");
    }

    /** Whether it is the server that was started with this name, and not another one that took the port first. */
    boolean isInstance(String instance) {
        return lines(5, "CONFIG", "GET", "pidfile").contains(instance);
    }

    boolean hasQueryEngine() {
        String reply = reply("FT._LIST");
        return reply.startsWith("*") || reply.startsWith("~");
    }

    /** The first line of the reply, or an empty text if there was none. */
    String reply(String... command) {
        return lines(1, command);
    }

    /** So many lines of the reply, fewer where the server closes, or an empty text if there was none. */
    private String lines(int count, String... command) {
        try (Socket socket = open()) {
            if (!credentials.isEmpty()) {
                List<String> auth = new ArrayList<>(List.of("AUTH"));
                auth.addAll(credentials);
                String answer = send(socket, 1, auth.toArray(String[]::new));
                if (!answer.startsWith("+")) {
                    return answer;
                }
            }
            return send(socket, count, command);
        } catch (IOException notServing) {
            return "";
        }
    }

    private Socket open() throws IOException {
        Socket socket = tls ? javax.net.ssl.SSLSocketFactory.getDefault().createSocket() : new Socket();
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static String send(Socket socket, int lines, String... command) throws IOException {
        StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            request.append('$').append(part.getBytes(StandardCharsets.UTF_8).length);
            request.append("\r\n").append(part).append("\r\n");
        }
        OutputStream out = socket.getOutputStream();
        out.write(request.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> read = new ArrayList<>();
        String line = in.readLine();
        while (line != null) {
            read.add(line);
            line = read.size() < lines && line.charAt(0) != '-' ? in.readLine() : null;
        }
        return String.join("\n", read);
    }
}

package dev.kotae.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
public final class Ports {
    /** Below the range that systems take outgoing connections' ports from: nobody else gets ours while a part restarts. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private Ports() {}

    /** Whether nobody listens on a port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether somebody listens on a port now. */
    public static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /**
     * Takes a port for a part that is about to listen there: until this JVM ends no other JVM that asks here gets it. Two suites that
     * start in the same second so take different ones.
     *
     * @return whether it is free and nobody else's
     */
    public static boolean claim(int port) {
        return isFree(port) && PortClaims.take(port);
    }

    /** Some free port, claimed. */
    public static int any() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
        } while (PortClaims.has(port) || !claim(port));
        return port;
    }

    /**
     * The first free port from {@code preferred} on, claimed.
     *
     * @throws IllegalStateException if none of the next hundred is free
     */
    public static int from(int preferred) {
        for (int port = preferred; port < preferred + 100; port++) {
            if (claim(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + preferred + " and " + (preferred + 99));
    }
}

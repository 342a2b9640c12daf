package dev.kotae.common.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.common.access.AccessConfig.Auth;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "/api/models, localhost, 200",
        "/api/models, 127.0.0.1:8080, 200",
        "/api/models, '[::1]:8080', 200",
        "/api/index/docs/document?id=a%2Fb;c, localhost, 200",
        "/api/models, evil.example, 403",
        "/api/models, localhost.evil.example, 403",
        "/api/models, 127.0.0.1.evil.example:8080, 403",
        "/api;x/models, localhost, 400",
        "/api%2Fmodels, localhost, 400",
        "/api%2fmodels, localhost, 400",
        "/api/models%3Bx, localhost, 400",
        "/api%5Cmodels, localhost, 400",
    })
    void believesHeadersOnlyOnThisMachineAndPathsOnlyWhereTheyMeanOneThing(String uri, String host, int status)
            throws Exception {
        assertThat(status(guard(Auth.NONE, "127.0.0.1", false), uri, host)).isEqualTo(status);
    }

    @Test
    void withTokensAnyHostMayAskButPathsStayStrict() throws Exception {
        RequestGuard guard = guard(Auth.OIDC, "0.0.0.0", true);

        assertThat(status(guard, "/api/models", "kotae.example")).isEqualTo(200);
        assertThat(status(guard, "/api;x/models", "kotae.example")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.0.1", "kotae.example"})
    void headersAreNotBelievedOnAnOpenInterface(String host) {
        RequestGuard guard = guard(Auth.NONE, host, false);

        assertThatThrownBy(() -> guard.start(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quarkus.http.host=127.0.0.1");
    }

    @Test
    void tokensThatNothingReadsStopTheStart() {
        RequestGuard guard = guard(Auth.OIDC, "0.0.0.0", false);

        assertThatThrownBy(() -> guard.start(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quarkus.oidc.auth-server-url");
    }

    @Test
    void anyOriginIsNoAllowList() {
        RequestGuard guard = new RequestGuard(
                new AccessConfig(Auth.OIDC, "0.0.0.0", true, Optional.of(List.of("https://a.example", "*"))), noKeys());

        assertThatThrownBy(() -> guard.start(new StartupEvent())).hasMessageContaining("quarkus.http.cors.origins");
    }

    @Test
    void whereApiKeysAreEnoughNothingHasToReadTokens() {
        ApiKeyFile keys = new ApiKeyFile(Optional.empty(), Optional.of(Path.of("keys.json")), Duration.ofSeconds(10));

        new RequestGuard(new AccessConfig(Auth.OIDC, "0.0.0.0", false, Optional.empty()), keys)
                .start(new StartupEvent());
    }

    private static RequestGuard guard(Auth auth, String host, boolean tokensAreRead) {
        return new RequestGuard(new AccessConfig(auth, host, tokensAreRead, Optional.empty()), noKeys());
    }

    private static ApiKeyFile noKeys() {
        return new ApiKeyFile(Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
    }

    private int status(RequestGuard guard, String uri, String host) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(guard::check);
        router.route().handler(context -> context.response().end("served"));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        try (Socket socket = new Socket("127.0.0.1", server.actualPort());
                BufferedReader reply =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String request = "GET " + uri + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return Integer.parseInt(reply.readLine().split(" ")[1]);
        }
    }
}

package dev.kotae.common.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void pagesRunNothingButThisServicesFilesAndStandInNoFrame() throws Exception {
        HttpHeaders headers = headers(new SecurityHeaders(hashes(), Optional.empty()));

        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none';"
                        + " form-action 'self'");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    void onlyBehindTlsIsTlsAskedForEver() throws Exception {
        assertThat(headers(new SecurityHeaders(hashes(), Optional.empty())).map())
                .doesNotContainKey("strict-transport-security");
    }

    @Test
    void theConsoleMayCallTheEvalServiceAndRunAnInlineScriptThatIsNamedByItsHash() throws Exception {
        HttpHeaders headers = headers(
                new SecurityHeaders(hashes("sha256-abc="), Optional.of("http://127.0.0.1:8082/any/path?secret=1")));

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self' 'sha256-abc=';", "connect-src 'self' http://127.0.0.1:8082;")
                .doesNotContain("secret");
    }

    @Test
    void anAddressThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> new SecurityHeaders(hashes(), Optional.of("eval; script-src *")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecurityHeaders(hashes(), Optional.of("eval:8082")))
                .hasMessageContaining("kotae.console.eval-url");
    }

    private static PagesConfig hashes(String... hashes) {
        return () -> hashes.length == 0 ? Optional.empty() : Optional.of(List.of(hashes));
    }

    private HttpHeaders headers(SecurityHeaders headers) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(headers::add);
        router.route().handler(context -> context.response().end("served"));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .headers();
    }
}

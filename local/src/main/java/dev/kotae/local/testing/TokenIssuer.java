package dev.kotae.local.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An issuer of tokens for tests: a real HTTP server with OpenID Connect's discovery document and its public keys, and tokens signed
 * with the private one, well and in every way that attackers try. Listens on loopback only; safe for use by several threads.
 */
public final class TokenIssuer implements AutoCloseable {

    /** Whom its tokens are for unless they say otherwise. */
    public static final String AUDIENCE = "kotae";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String KEY_ID = "key-1";

    private final HttpServer server;
    private final KeyPair key;
    private final AtomicInteger otherRequests = new AtomicInteger();

    private TokenIssuer(HttpServer server, KeyPair key) {
        this.server = server;
        this.key = key;
    }

    /** Starts one on a free port, with a key of its own. */
    public static TokenIssuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TokenIssuer issuer = new TokenIssuer(server, generator.generateKeyPair());
            issuer.serve("/.well-known/openid-configuration", issuer.configuration());
            issuer.serve("/keys", issuer.keys());
            issuer.server.createContext("/", exchange -> {
                issuer.otherRequests.incrementAndGet();
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            });
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in a token's {@code iss}, and where services find its keys. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often it was asked for anything but its keys and what it is: an attacker's address in a token must not be fetched. */
    public int otherRequests() {
        return otherRequests.get();
    }

    /** A token as it should be. */
    public String token(String subject, String... groups) {
        return signed(claims(subject, groups));
    }

    /** A token whose time is over by some minutes. */
    public String expired(String subject) {
        Map<String, Object> claims = claims(subject);
        claims.put("iat", Instant.now().minusSeconds(900).getEpochSecond());
        claims.put("exp", Instant.now().minusSeconds(300).getEpochSecond());
        return signed(claims);
    }

    /** A token for somebody else. */
    public String forAudience(String subject, String audience) {
        Map<String, Object> claims = claims(subject);
        claims.put("aud", audience);
        return signed(claims);
    }

    /** A token without one of its claims. */
    public String without(String subject, String claim) {
        Map<String, Object> claims = claims(subject);
        claims.remove(claim);
        return signed(claims);
    }

    /** A token that says that another issuer made it, though it is signed with this one's key. */
    public String inTheNameOf(String issuer, String subject) {
        Map<String, Object> claims = claims(subject);
        claims.put("iss", issuer);
        return signed(claims);
    }

    /** A token that is not signed and says so. */
    public String unsigned(String subject) {
        return encoded(Map.of("alg", "none", "typ", "JWT")) + "." + encoded(claims(subject)) + ".";
    }

    /** A token signed by HMAC with the bytes of the public key, which everybody knows. */
    public String signedWithThePublicKey(String subject, String keyId) {
        try {
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(key.getPublic().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pem.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            String text = encoded(Map.of("alg", "HS256", "typ", "JWT", "kid", keyId)) + "." + encoded(claims(subject));
            return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token whose header says what an attacker likes ({@code kid}, {@code jku}, {@code jwk}, …), signed with this issuer's key. */
    public String withHeader(Map<String, Object> header, String subject) {
        return signed(header, claims(subject));
    }

    /** The public key as a token's header can carry it. */
    public Map<String, Object> publicKey() {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                number(rsa.getModulus()),
                "e",
                number(rsa.getPublicExponent()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Map<String, Object> claims(String subject, String... groups) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", url());
        claims.put("sub", subject);
        claims.put("aud", AUDIENCE);
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(3600).getEpochSecond());
        if (groups.length > 0) {
            claims.put("groups", List.of(groups));
        }
        return claims;
    }

    private String signed(Map<String, Object> claims) {
        return signed(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID), claims);
    }

    private String signed(Map<String, Object> header, Map<String, Object> claims) {
        try {
            String text = encoded(header) + "." + encoded(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> configuration() {
        return Map.of(
                "issuer", url(),
                "jwks_uri", url() + "/keys",
                "authorization_endpoint", url() + "/authorize",
                "token_endpoint", url() + "/token",
                "introspection_endpoint", url() + "/introspect",
                "userinfo_endpoint", url() + "/userinfo");
    }

    private Map<String, Object> keys() {
        return Map.of("keys", List.of(publicKey()));
    }

    private void serve(String path, Map<String, Object> document) {
        byte[] body = json(document);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(Map<String, Object> part) {
        return BASE64.encodeToString(json(part));
    }

    private static byte[] json(Map<String, Object> value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

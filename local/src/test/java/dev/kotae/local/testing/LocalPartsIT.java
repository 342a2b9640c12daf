package dev.kotae.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LocalPartsIT {

    @Test
    void partsAreSharedByAllClassLoadersOfTheJvm() throws Exception {
        String kafka = LocalParts.kafka().bootstrapServers();
        String redis = LocalParts.redis().url();

        URL[] classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(":"))
                .map(LocalPartsIT::url)
                .toArray(URL[]::new);
        try (URLClassLoader other = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Class<?> parts = other.loadClass(LocalParts.class.getName());
            Object theirKafka = parts.getMethod("kafka").invoke(null);
            Object theirRedis = parts.getMethod("redis").invoke(null);

            assertThat(parts).isNotSameAs(LocalParts.class);
            assertThat(theirKafka.getClass().getMethod("bootstrapServers").invoke(theirKafka))
                    .isEqualTo(kafka);
            assertThat(theirRedis.getClass().getMethod("url").invoke(theirRedis))
                    .isEqualTo(redis);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}

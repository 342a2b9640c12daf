package dev.kotae.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaCommandTest {

    @Test
    void flagsAreWrittenInOneLine() {
        assertThat(JavaCommand.flags(" -Xmx1g  -XX:+UseG1GC ")).containsExactly("-Xmx1g", "-XX:+UseG1GC");
        assertThat(JavaCommand.flags("")).isEmpty();
        assertThat(JavaCommand.flags(null)).isEmpty();
    }
}

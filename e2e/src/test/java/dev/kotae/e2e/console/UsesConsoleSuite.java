package dev.kotae.e2e.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that asks for the {@link ConsoleSuite} in its constructor. Such classes run one after the other, whatever runs beside
 * them: they share one browser, which one thread at a time may speak to.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ConsoleSuite.Extension.class)
@ResourceLock("the console's suite")
public @interface UsesConsoleSuite {}

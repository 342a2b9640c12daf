package dev.kotae.ingest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON Schemas that are published with the project. */
public final class Schemas {

    private Schemas() {}

    /** What a schema holds against some JSON; nothing if it is fine. */
    public static Set<String> complaints(String schema, String json) {
        return schema(schema).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    private static JsonSchema schema(String name) {
        try {
            Path file = Path.of(System.getProperty("kotae.root", ".."), "docs", "schemas", name + ".schema.json");
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            Files.readString(file),
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

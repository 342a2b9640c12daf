package dev.kotae.query.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The part of OpenAI's API that is used; the address comes with the provider. */
@Path("/")
interface ChatClient {

    /** Streams a completion: the data of one event an item, {@code [DONE]} the last. */
    @POST
    @Path("chat/completions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    Multi<String> complete(@HeaderParam("Authorization") String authorization, JsonNode request);

    /** The provider's models. */
    @GET
    @Path("models")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<JsonNode> models(@HeaderParam("Authorization") String authorization);
}

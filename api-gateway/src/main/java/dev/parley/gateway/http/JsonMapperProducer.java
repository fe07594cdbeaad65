package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.json.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** REST writes JSON as everybody else in Parley does. */
class JsonMapperProducer {
    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.MAPPER;
    }
}

package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Characters that PostgreSQL stores in no text, and others that no keyboard has, in every parameter and text of the API. */
class NulEverywhereTest extends DescribedCalls {
    private static final List<String> CODED = List.of("%00", "a%00b", "%1b", "%ff", "%ed%a0%80");

    @Test
    void noParameterOfAnyCallIsAFailureOfTheServer() throws Exception {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (var path : contract().document().get("paths").properties()) {
            for (var call : path.getValue().properties()) {
                for (JsonNode parameter : call.getValue().path("parameters")) {
                    for (String coded : CODED) {
                        String address = address(path.getKey().substring("/api/v1".length()), parameter, coded);
                        if (address.isEmpty()) {
                            continue;
                        }
                        var answer = client.send(
                                to(address)
                                        .method(call.getKey().toUpperCase(Locale.ROOT), BodyPublishers.noBody())
                                        .build(),
                                java.net.http.HttpResponse.BodyHandlers.ofString());
                        tried++;
                        if (answer.statusCode() >= 500 || answer.statusCode() < 400 && coded.contains("%00")) {
                            wrong.add(call.getKey() + " " + address + ": " + answer.statusCode());
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(500);
    }

    /** @return "" where the parameter is no part of the address */
    private static String address(String path, JsonNode parameter, String coded) {
        String name = parameter.get("name").asString();
        return switch (parameter.get("in").asString()) {
            case "path" -> path.replace("{" + name + "}", coded).replaceAll("\\{\\w+}", "999999");
            case "query" -> path.replaceAll("\\{\\w+}", "999999") + "?" + name + "=" + coded;
            default -> "";
        };
    }
}

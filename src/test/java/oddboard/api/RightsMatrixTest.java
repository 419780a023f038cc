package oddboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import oddboard.api.RightsTable.Call;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Asks for every call of the program, as each kind of person, what matrix.txt promises. */
@DirtiesContext // a port for watchers is its alone
@TestPropertySource(properties = "management.server.port=0")
class RightsMatrixTest extends ApiFixture {
    private static final RightsTable TABLE = new RightsTable();
    private static RightsWorld world;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ApplicationContext program;

    @Autowired
    private ServletContext servlets;

    @LocalManagementPort
    private int watch;

    /** Whether a call may have taken something away; to read takes nothing. */
    private boolean isWorn = true;

    private RightsWorld world() throws Exception {
        if (world == null) {
            world = new RightsWorld(this, sql);
        }
        return world;
    }

    @Test
    void everyCallOfTheProgramIsInTheMatrix() {
        Map<String, Integer> there = new TreeMap<>();
        for (var mapping :
                program.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
            mapping.getHandlerMethods()
                    .keySet()
                    .forEach(info -> calls(info).forEach(c -> there.merge(c, 1, Integer::sum)));
        }
        Map<String, Integer> described = new TreeMap<>();
        TABLE.calls.forEach(c -> described.merge(c.method() + " " + c.handler(), 1, Integer::sum));
        there.keySet().removeIf(call -> TABLE.others.containsKey(call.substring(call.indexOf(' ') + 1)));
        for (String all : List.of("/api/v1/**", "/v2/**")) {
            described.merge("ANY " + all, described.remove("GET " + all), Integer::sum);
        }

        Set<String> missing = new TreeSet<>(there.keySet());
        missing.removeAll(described.keySet());
        assertThat(missing).as("calls that are not in matrix.txt").isEmpty();
        Set<String> gone = new TreeSet<>(described.keySet());
        gone.removeAll(there.keySet());
        assertThat(gone)
                .as("calls in matrix.txt that the program does not have")
                .isEmpty();
        there.forEach((call, count) -> assertThat(described.get(call)).as(call).isGreaterThanOrEqualTo(count));
    }

    /** Files, servlets, and what watches the program. */
    @Test
    void whatElseAnswersIsInTheMatrix() throws Exception {
        TreeSet<String> there = new TreeSet<>();
        program.getBeansOfType(AbstractUrlHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMap().keySet().forEach(there::add));
        servlets.getServletRegistrations().values().forEach(servlet -> there.addAll(servlet.getMappings()));
        assertThat(TABLE.others.keySet()).as("what else answers").containsAll(there);
        List<String> wrong = new ArrayList<>();
        for (var other : TABLE.others.entrySet()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(other.getValue()
                                    .replace("watch:", "http://localhost:" + watch)
                                    .replaceFirst("^/", "http://localhost:" + port + "/")))
                            .build(),
                    BodyHandlers.ofString());
            String got = answer.headers().firstValue("Location").orElse("").endsWith("/login")
                    ? "to"
                    : Integer.toString(answer.statusCode());
            if (!got.equals(TABLE.statuses.get(other.getKey()))) {
                wrong.add(other + ": " + got + ", not " + TABLE.statuses.get(other.getKey()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> calls(RequestMappingInfo info) {
        List<String> calls = new ArrayList<>();
        for (String path : info.getPatternValues()) {
            if (info.getMethodsCondition().getMethods().isEmpty()) {
                calls.add("ANY " + path);
            }
            info.getMethodsCondition().getMethods().forEach(method -> calls.add(method + " " + path));
        }
        return calls;
    }

    @Test
    void everybodyGetsWhatTheMatrixPromises() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Call call : TABLE.calls) {
            for (var row : TABLE.rules.get(call.rule()).entrySet()) {
                for (String visibility : row.getKey().equals("any") ? List.of("private") : List.of(row.getKey())) {
                    if (isWorn) {
                        world().be("private");
                        world().refresh();
                        isWorn = false;
                    }
                    world().be(visibility);
                    for (int i = 0; i < RightsTable.WHO.size(); i++) {
                        check(
                                call,
                                visibility,
                                RightsTable.WHO.get(i),
                                row.getValue().get(i),
                                wrong);
                    }
                }
            }
        }
        assertThat(wrong).as("answers that differ from matrix.txt").isEmpty();
    }

    private void check(Call call, String visibility, String who, String expected, List<String> wrong) throws Exception {
        for (String token : who.equals("token") ? List.of("expired", "revoked", "nobody") : List.of(who)) {
            if (call.method().equals("DELETE")) {
                world().refresh();
                world().be(visibility);
            }
            if (call.toString().endsWith("GET /api/v1/versions/{id}/label-split")) {
                world().split();
                isWorn = true;
            }
            isWorn |= !call.method().equals("GET");
            HttpResponse<String> answer = ask(call, token);
            String got = word(answer, expected);
            if (!got.equals(expected)) {
                wrong.add(call + " on a " + visibility + " data set as " + token + ": " + got + ", not " + expected
                        + " " + answer.statusCode() + " "
                        + answer.body().substring(0, Math.min(160, answer.body().length())));
            }
        }
    }

    /** Whoever may not know of it learns nothing: the answer is that for an id that nobody has. */
    @Test
    void whatOneMayNotSeeIsAnsweredAsIfItWereNotThere() throws Exception {
        world().be("private");
        world().refresh();
        Map<String, String> real = Map.copyOf(world().ids);
        List<String> wrong = new ArrayList<>();
        for (Call call : TABLE.calls) {
            int member = RightsTable.WHO.indexOf("member");
            if (TABLE.rules
                    .get(call.rule())
                    .entrySet()
                    .iterator()
                    .next()
                    .getValue()
                    .get(member)
                    .equals("404")) {
                String there = blurred(ask(call, "member"));
                world().ids.replaceAll((name, id) -> id.matches("[0-9]+") ? "999999999" : id);
                String nowhere = blurred(ask(call, "member"));
                world().ids.putAll(real);
                if (!there.equals(nowhere)) {
                    wrong.add(call + ": " + there + " but of what isn't there " + nowhere);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyRevokesTheTokenOfAnother() throws Exception {
        world();
        long id = sql.sql("select id from access_token where name = :name")
                .param("name", RightsWorld.token("owner"))
                .query(Long.class)
                .single();
        for (String who : List.of("member", "admin")) {
            ask(new Call("", "DELETE", "/api/v1/tokens/" + id, "", "", Map.of()), who);
            assertThat(ask(new Call("", "GET", "/api/v1/account", "", "", Map.of()), "owner")
                            .statusCode())
                    .as(who)
                    .isEqualTo(200);
        }
    }

    private static String blurred(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body().replaceAll("[0-9]+", "#");
    }

    private static String word(HttpResponse<String> answer, String expected) {
        int status = answer.statusCode();
        boolean inference = answer.uri().getPath().startsWith("/v2");
        boolean passed = status >= 200 && status < 300
                || status == 409
                || status == 422
                // A body that says nothing, and no worker.
                || inference && (status == 400 || status == 503);
        if (passed && (expected.equals("has") || expected.equals("not"))) {
            return answer.body().contains(marked(answer)) ? "has" : "not";
        }
        return passed ? "ok" : Integer.toString(status);
    }

    /** What a list has that tells of the data set. */
    private static String marked(HttpResponse<String> answer) {
        return switch (answer.uri().getPath().substring("/api/v1/".length())) {
            case "runs", "runs/search" -> "\"version\":\"" + world.ids.get("version") + "\"";
            case "runs/tags" -> "rights-tag";
            case "jobs" -> "\"id\":\"" + world.ids.get("job") + "\"";
            default -> RightsWorld.MARK;
        };
    }

    private HttpResponse<String> ask(Call call, String who) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + fill(call.path(), call)))
                .method(
                        call.method(),
                        call.body().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(fill(call.body(), call)));
        if (!call.body().isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        call.headers().forEach(request::setHeader);
        if (!who.equals("anonymous")) {
            request.header("Authorization", "Bearer " + RightsWorld.token(who));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** {id} is that of the kind of thing that the address is about. */
    private static String fill(String text, Call call) {
        String kind = call.path().replaceFirst("^/api/v1/(\\w+?)s?/.*", "$1");
        String filled = text.replace(
                        "{id}", world.ids.getOrDefault(call.path().contains("/tus/") ? "tus" : kind, "{id}"))
                .replace("{index}", call.path().matches(".*/(mask|outline).png") ? "24" : "0")
                .replace("{block}", "0")
                .replace("{number}", "1")
                .replace("{epoch}", "1")
                .replace("{image}", "0");
        for (var one : world.ids.entrySet()) {
            filled = filled.replace("{" + one.getKey() + "}", one.getValue());
        }
        return filled;
    }
}

package oddboard.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoorTest extends DoorFixture {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private SessionWatch watch;

    @Test
    void aSessionThatSomebodyPlantedIsNotTheOneThatIsSignedIn() throws Exception {
        add("Fay", "MEMBER");
        var browser = new Browser();
        HttpResponse<String> door = browser.get("/login");
        String planted = browser.session();
        assertThat(planted).isNotEmpty();
        assertThat(door.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("JSESSIONID")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax"));
        assertThat(browser.signIn("fay", PASSWORD)).isEqualTo("/");
        assertThat(browser.session()).isNotEqualTo(planted);
        assertThat(browser.data()).isEqualTo(200);
        var attacker = new Browser();
        assertThat(attacker.send(attacker.to("/api/v1/datasets").header("Cookie", "JSESSIONID=" + planted))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatAPageDoesByItselfDoesNotKeepASessionAlive() throws Exception {
        add("Ida", "MEMBER");
        var left = new Browser();
        left.signIn("Ida", PASSWORD);
        var used = new Browser();
        used.signIn("Ida", PASSWORD);
        for (int i = 0; i < 5; i++) {
            CLOCK.pass(Duration.ofMinutes(13));
            assertThat(used.send(used.to("/session/active").POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(204);
            left.send(left.to("/?v-r=heartbeat&v-uiId=0").POST(BodyPublishers.noBody()));
            left.data();
        }
        assertThat(left.data()).isEqualTo(401);
        assertThat(used.data()).isEqualTo(200);
    }

    @Test
    void oldBookmarksLeadToThePagesOfToday() throws Exception {
        add("Bo", "ADMIN");
        var browser = new Browser();
        assertThat(path(browser.get("/upkeep?x=1"))).isEqualTo("/login");
        assertThat(browser.signIn("Bo", PASSWORD)).as("after the sign-in").startsWith("/upkeep?x=1");
        HttpResponse<String> old = browser.get("/upkeep?x=1");
        assertThat(old.statusCode()).isEqualTo(308);
        assertThat(path(old)).isEqualTo("/maintenance?x=1");
        assertThat(browser.get("/maintenance?x=1").statusCode()).isEqualTo(200);
    }

    @Test
    void openPagesEndWithALockANewRoleAndANewPassword() throws Exception {
        add("Root", "ADMIN");
        long kim = add("Kim", "MEMBER");
        String[] bodies = {"{\"role\":\"viewer\"}", "{\"locked\":true}", ""};
        for (String body : bodies) {
            var browser = new Browser();
            browser.signIn("Kim", PASSWORD);
            assertThat(browser.data()).isEqualTo(200);
            HttpResponse<String> answer = body.isEmpty()
                    ? new Browser().send(admin("/users/" + kim + "/password").POST(BodyPublishers.noBody()))
                    : new Browser()
                            .send(admin("/users/" + kim)
                                    .header("Content-Type", "application/json")
                                    .method("PATCH", BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            watch.sweep();
            assertThat(browser.data()).isEqualTo(401);
            if (body.contains("locked")) {
                assertThat(new Browser().signIn("Kim", "wrong " + PASSWORD)).isEqualTo("/login?error");
                assertThat(new Browser().signIn("Kim", PASSWORD)).isEqualTo("/login?locked");
                new Browser()
                        .send(admin("/users/" + kim)
                                .header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString("{\"locked\":false}")));
            }
        }
    }

    @Test
    void peopleAndInvitationsGoByTheApiToo() throws Exception {
        long joe = add("Joe", "MEMBER");
        var script = new Browser();
        HttpResponse<String> made = script.send(admin("/invitations")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "once")
                .POST(BodyPublishers.ofString("{\"role\":\"viewer\",\"days\":3}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode fresh = JSON.readTree(made.body());
        assertThat(fresh.get("link").asString())
                .as("the Host header says nothing")
                .startsWith("/join/");
        HttpResponse<String> repeated = script.send(admin("/invitations")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "once")
                .POST(BodyPublishers.ofString("{\"role\":\"viewer\",\"days\":3}")));
        assertThat(JSON.readTree(repeated.body()).get("id")).isEqualTo(fresh.get("id"));
        assertThat(JSON.readTree(repeated.body()).get("link").isNull())
                .as("told once")
                .isTrue();
        assertThat(script.get("http://localhost:" + port + fresh.get("link").asString())
                        .statusCode())
                .isEqualTo(200);
        String path = "/invitations/" + fresh.get("id").asString();
        assertThat(script.send(admin("/invitations")).body())
                .contains("\"invitedBy\":\"admin\"")
                .doesNotContain(fresh.get("link").asString().replaceFirst(".*/join/", ""));
        assertThat(script.send(admin(path).DELETE()).statusCode()).isEqualTo(204);
        assertThat(script.send(admin(path).DELETE()).statusCode()).isEqualTo(404);
        HttpResponse<String> tooLong = script.send(admin("/invitations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"role\":\"viewer\",\"days\":31}")));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(script.send(admin("/users/" + joe).DELETE()).statusCode()).isEqualTo(204);
        assertThat(script.send(admin("/users")).body())
                .contains("\"state\":\"removed\"")
                .doesNotContain("hash");
        assertThat(script.send(admin("/users/4711")).statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenThatMayReadChangesNothingAndOneOfAMemberAdministersNothing() throws Exception {
        long lea = add("Lea", "ADMIN");
        String reading = token(lea, "READ");
        String writing = token(lea, "WRITE");
        var script = new Browser();
        assertThat(script.send(api(reading, "/datasets")).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = script.send(api(reading, "/datasets")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"No\"}")));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("TOKEN_READ_ONLY");
        assertThat(script.send(api(reading, "/users")).statusCode()).isEqualTo(403);
        assertThat(script.send(api(writing, "/datasets")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"name\":\"Yes\"}")))
                        .statusCode())
                .isEqualTo(201);
        assertThat(script.send(api(writing, "/users")).statusCode()).isEqualTo(403);
        assertThat(script.send(api(token(lea, "ADMIN"), "/users")).statusCode()).isEqualTo(200);
    }

    private static String token(long owner, String scope) {
        return JDBC.sql("""
                        with made as (select 'odd_' || gen_random_uuid() as secret)
                        insert into access_token (account_id, name, scope, token_sha256)
                        select :owner, :scope, :scope, sha256(secret::bytea) from made
                        returning (select secret from made)
                        """)
                .param("owner", owner)
                .param("scope", scope)
                .query(String.class)
                .single();
    }

    private HttpRequest.Builder admin(String path) {
        return api(TOKEN, path);
    }

    private HttpRequest.Builder api(String token, String path) {
        return new Browser().to("/api/v1" + path).header("Authorization", "Bearer " + token);
    }
}

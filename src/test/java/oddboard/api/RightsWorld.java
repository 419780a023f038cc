package oddboard.api;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.testing.DrawnSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A data set with one of everything on it, and the users who ask for it; made by real calls where there are calls. */
final class RightsWorld {
    static final String MARK = "Marked set";
    static final List<String> PEOPLE = List.of("viewer", "vieweditor", "member", "made", "editor", "owner", "admin");
    private final ApiFixture api;
    private final JdbcClient sql;
    /** Name in braces -> id. */
    final Map<String, String> ids = new HashMap<>();

    RightsWorld(ApiFixture api, JdbcClient sql) throws Exception {
        this.api = api;
        this.sql = sql;
        for (String person : PEOPLE) {
            String role = person.startsWith("view") ? "VIEWER" : person.equals("admin") ? "ADMIN" : "MEMBER";
            long id = sql.sql("""
                            insert into account (name, password_hash, role) values (:name, '{noop}-', :role) returning id""")
                    .param("name", "rights-" + person)
                    .param("role", role)
                    .query(Long.class)
                    .single();
            token(id, token(person), "null");
        }
        long owner = account("owner");
        token(owner, token("expired"), "now() - interval '1 second'");
        token(owner, token("revoked"), "null");
        sql.sql("update access_token set revoked_at = now() where name = :name")
                .param("name", token("revoked"))
                .update();
        fill();
    }

    private void token(long account, String secret, String expiry) throws Exception {
        sql.sql("insert into access_token (account_id, name, token_sha256, expires_at) values (:account, :name, :hash, "
                        + expiry + ")")
                .param("account", account)
                .param("name", secret)
                .param("hash", MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)))
                .update();
    }

    /** The secret of a person; "expired", "revoked" and any other name are no good. */
    static String token(String person) {
        return "rights-of-" + person + "-0123456789-0123456789-0123456789";
    }

    long account(String person) {
        return sql.sql("select id from account where name = :name")
                .param("name", "rights-" + person)
                .query(Long.class)
                .single();
    }

    private HttpResponse<String> owner(String method, String path, String body, String... headers) throws Exception {
        var request = api.to(path)
                .setHeader("Authorization", "Bearer " + token("owner"))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return api.send(request);
    }

    private void fill() throws Exception {
        String dataset = api.id(owner("POST", "/datasets", "{\"name\":\"" + MARK + "\",\"visibility\":\"private\"}"));
        ids.put("dataset", dataset);
        for (String file : List.of("train", "test", "labels")) {
            ids.put(file, upload(file));
        }
        ids.put("upload", ids.get("train"));
        var version = owner("POST", "/datasets/" + dataset + "/versions", """
                {"files":[{"upload":"%s","role":"train"},{"upload":"%s","role":"test"},{"upload":"%s","role":"labels"}]}
                """.formatted(
                        ids.get("train"), ids.get("test"), ids.get("labels")));
        ids.put("version", api.id(version));
        api.work(ApiFixture.JSON.readTree(version.body()).get("job").asString(), "import");
        String spec = "{\"version\":\"" + ids.get("version")
                + "\",\"detector\":\"conv\",\"settings\":{\"epochs\":1},\"tags\":[\"rights-tag\"],\"label\":\"rights\"}";
        var run = owner("POST", "/runs", spec);
        ids.put("run", api.id(run));
        api.work(ApiFixture.JSON.readTree(run.body()).get("job").asString(), "run");
        var open = owner("POST", "/runs", spec);
        ids.put("open", api.id(open));
        ids.put("job", ApiFixture.JSON.readTree(open.body()).get("job").asString());
        ids.put(
                "sweep",
                api.id(owner(
                        "POST",
                        "/sweeps",
                        "{\"name\":\"" + MARK + "\",\"versions\":[\"" + ids.get("version")
                                + "\"],\"detectors\":[\"conv\"],\"seeds\":[1,2],\"label\":\"rights\"}")));
        ids.put("ended", ApiFixture.JSON.readTree(run.body()).get("job").asString());
        ids.put("nothing", "999999999");
        ids.put("layer", "image");
        ids.put("test-image", "24");
        ids.put("user", Long.toString(account("owner")));
        ids.put("worker", "rights-1");
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version)
                values ('rights-1', 'h', 1, '{gpu}', 1, 'cuda:0', 'x')""").update();
        sql.sql("""
                insert into run_preview (run_id, epoch, attempt, images, pixels)
                values (:run, 1, 1, '{0}', decode(repeat('00', 3072), 'hex')) on conflict (run_id, epoch) do update
                set images = excluded.images, pixels = excluded.pixels""").param("run", Long.parseLong(ids.get("run"))).update();
        // As if somebody had marked pixels; nobody marked those of this image.
        sql.sql("update dataset_version set report = jsonb_set(report, '{masks}', '1') where id = :id")
                .param("id", Long.parseLong(ids.get("version")))
                .update();
        for (String person : List.of("vieweditor", "editor", "made")) {
            api.id(owner(
                    "PUT",
                    "/datasets/" + dataset + "/members/rights-" + person,
                    "{\"role\":\"" + (person.equals("made") ? "reader" : "editor") + "\"}"));
        }
    }

    private String upload(String file) throws Exception {
        byte[] bytes = switch (file) {
            case "train" ->
                DrawnSet.npy("|u1", "(24, 32, 32, 3)", DrawnSet.pixels(ApiFixture.TRAIN, ApiFixture.SIZE, 1));
            case "test" -> DrawnSet.npy("|u1", "(12, 32, 32, 3)", DrawnSet.pixels(ApiFixture.TEST, ApiFixture.SIZE, 2));
            default -> labels().getBytes(StandardCharsets.UTF_8);
        };
        String name = file.equals("labels") ? "labels.csv" : file + ".npy";
        return api.id(api.send(api.to("/datasets/" + ids.get("dataset") + "/uploads?filename=" + name)
                .setHeader("Authorization", "Bearer " + token("owner"))
                .POST(BodyPublishers.ofByteArray(bytes))));
    }

    private static String labels() {
        var text = new StringBuilder("ID,label\n");
        for (int i = 0; i < ApiFixture.TEST.length; i++) {
            text.append(i).append(',').append(ApiFixture.TEST[i] ? 1 : 0).append('\n');
        }
        return text.toString();
    }

    /** @param visibility private, team, or read-only: of the team, that may only look */
    void be(String visibility) {
        sql.sql("update dataset set visibility = :visibility, team_role = :role where id = :id")
                .param("visibility", visibility.equals("private") ? "private" : "team")
                .param("role", visibility.equals("read-only") ? "READER" : "MEMBER")
                .param("id", Long.parseLong(ids.get("dataset")))
                .update();
    }

    /** What a call takes away is there again for the next one. */
    void refresh() throws Exception {
        ids.put(
                "submission",
                Long.toString(sql.sql("""
                        insert into submission (version_id, kind, name, scores, account_id)
                        values (:version, 'FILE', 'theirs', :scores, :owner) returning id""")
                        .param("version", Long.parseLong(ids.get("version")))
                        .param("scores", new Double[] {1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12.})
                        .param("owner", account("owner"))
                        .query(Long.class)
                        .single()));
        sql.sql("""
                insert into submission_judgement (submission_id, label_set_id)
                select s.id, l.id from submission s join label_set l on l.version_id = s.version_id on conflict do nothing""").update();
        ids.put("person", Long.toString(sql.sql("""
                        insert into account (name, password_hash, role) values ('rights-' || gen_random_uuid(), '{noop}-', 'MEMBER')
                        returning id""").query(Long.class).single()));
        ids.put(
                "invitation",
                Long.toString(sql.sql("""
                        insert into invitation (secret_sha256, role, invited_by, expires_at)
                        values (gen_random_uuid()::text::bytea, 'VIEWER', :admin, now() + interval '1 day') returning id""")
                        .param("admin", account("admin"))
                        .query(Long.class)
                        .single()));
        sql.sql("delete from label_split").update();
        sql.sql("delete from label_mark").update();
        ids.put(
                "mark",
                Long.toString(sql.sql("""
                        insert into label_mark (version_id, image, anomalous, type, account_id)
                        values (:version, 0, true, 'x' || :number, :owner) returning id""")
                        .param("version", Long.parseLong(ids.get("version")))
                        .param("number", ids.get("submission"))
                        .param("owner", account("owner"))
                        .query(Long.class)
                        .single()));
        var begun = owner(
                "POST",
                "/datasets/" + ids.get("dataset") + "/uploads/tus",
                "",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                "5",
                "Upload-Metadata",
                "filename YS5ucHk=");
        model();
        ids.put("comment", CommentRow.add(sql, ids.get("run"), account("owner")));
        ids.putAll(WebhookRow.add(sql, account("owner")));
        ids.put("guestLink", GuestLinkRow.add(sql, ids.get("dataset"), account("owner")));
        String link = begun.headers().firstValue("Location").orElseThrow();
        ids.put("tus", link.substring(link.lastIndexOf('/') + 1));
    }

    /** With two versions, the first of which an alias points at. */
    private void model() throws Exception {
        sql.sql("delete from registered_model").update();
        ids.put("model", "rights-model");
        ids.put("alias", "in-use");
        ids.put("number", "2");
        owner(
                "POST",
                "/models",
                "{\"name\":\"rights-model\",\"description\":\"" + MARK + "\",\"run\":\"" + ids.get("run") + "\"}");
        sql.sql("""
                insert into model_version (model_id, version, sha256, run_name, version_id, weights_sha256, detector, settings, seed,
                                           preprocessing, metrics, software, account_id)
                select model_id, 2, 'second', run_name, version_id, weights_sha256, detector, settings, seed, preprocessing,
                       metrics, software, account_id
                from model_version""").update();
        sql.sql("""
                insert into model_score select v.id, s.split, s.images, s.scores from model_score s
                cross join model_version v where v.version = 2""").update();
        owner("PUT", "/models/rights-model/aliases/in-use", "{\"version\":1}");
        scoring();
        bundle();
    }

    /** Made, so that whoever sees the model may take it along. */
    private void bundle() {
        sql.sql("delete from job where kind = 'export'").update();
        sql.sql("""
                        with made as (
                            insert into job (kind, label, state, account_id)
                            select 'export', 'cpu', 'SUCCEEDED', account_id from model_version where version = 1
                            returning id, account_id)
                        insert into model_export (model_version_id, format, job_id, software, sha256, manifest, account_id)
                        select w.id, 'both', made.id, 'development', w.weights_sha256, '{}', made.account_id
                        from made cross join model_version w where w.version = 1""").update();
    }

    /** One image of the version, with a map of one value. */
    private void scoring() {
        sql.sql("delete from job where kind = 'scoring'").update();
        long job =
                sql.sql("""
                        insert into job (kind, label, state, account_id) values ('scoring', 'cpu', 'SUCCEEDED', :owner)
                        returning id""").param("owner", account("owner")).query(Long.class).single();
        long id = sql.sql("""
                        insert into scoring (job_id, model_version_id, sha256, name, version_id, split, maps, total, done,
                            image_size, channels, map_edge, map_first, map_step, account_id)
                        select :job, w.id, w.sha256, :mark, v.id, 'test', 'all', 1, 1, v.image_size, v.channels, 1, 0, 1, :owner
                        from model_version w join dataset_version v on v.id = w.version_id where w.version = 1 returning id""")
                .param("job", job)
                .param("mark", MARK)
                .param("owner", account("owner"))
                .query(Long.class)
                .single();
        sql.sql("""
                        insert into scoring_chunk (scoring_id, first, count, maps_sha256)
                        select s.id, 0, 1, v.images_sha256 from scoring s join dataset_version v on v.id = s.version_id""").update();
        sql.sql("insert into scoring_image (scoring_id, index, file, score, map) values (:id, 0, 'a.png', 1, 0)")
                .param("id", id)
                .update();
        ids.put("scoring", Long.toString(id));
        ids.put("inbox", InboxRow.add(sql, MARK));
        ids.put("project", ProjectRow.add(sql, MARK, Long.parseLong(ids.get("dataset"))));
        ids.put("backbone", BackboneRow.add(sql));
    }

    private static Boolean[] parts() {
        Boolean[] parts = new Boolean[ApiFixture.TEST.length];
        Arrays.setAll(parts, i -> i % 2 == 0);
        return parts;
    }

    /** As if the labels had been split, and opened to everybody; until the next {@link #refresh}. */
    void split() {
        sql.sql("""
                        insert into label_split (version_id, share, seed, public, public_types, public_masks, account_id, opened_by, opened_at)
                        values (:version, 50, 1, :images, '{}', 0, :owner, :owner, now()) on conflict do nothing""")
                .param("version", Long.parseLong(ids.get("version")))
                .param("images", parts())
                .param("owner", account("owner"))
                .update();
    }
}

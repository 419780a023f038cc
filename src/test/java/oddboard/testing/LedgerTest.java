package oddboard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Breaks each rule of the ledger once. Job 1 succeeded at its second attempt, 2 failed, 3 waits, 4 runs on w. */
class LedgerTest {
    private static final javax.sql.DataSource DATABASE = TestDatabase.dataSource();
    private static final String HEALTHY = """
            create table if not exists toy (job_id bigint, steps int, millis int, mode text);
            create table if not exists toy_step (job_id bigint, step int, attempt int, at timestamptz default clock_timestamp());
            create table if not exists toy_result (job_id bigint, attempt int, sum bigint);
            create table if not exists toy_ended (job_id bigint, state text);
            insert into account (id, name, password_hash, role) overriding system value values (1, 'ada', '-', 'MEMBER');
            insert into worker (id, host, pid, labels, slots, device, version) values ('w', 'h', 1, '{cpu}', 1, 'cpu', 'x');
            insert into job (id, kind, label, state, attempt, lost_attempts, worker, heartbeat_at, ended_at, error_code,
                error_detail, account_id, created_at) overriding system value values
                (1, 'run', 'cpu', 'SUCCEEDED', 2, 1, 'w', now(), now(), null, null, 1, now() - interval '1 hour'),
                (2, 'toy', 'cpu', 'FAILED', 1, 0, 'w', now(), now(), 'BAD_DATA', 'Image 7 is empty.', 1, now() - interval '1 hour'),
                (3, 'toy', 'cpu', 'QUEUED', 0, 0, null, null, null, null, null, 1, now() - interval '1 hour'),
                (4, 'toy', 'cpu', 'RUNNING', 1, 0, 'w', now(), null, null, null, 1, now() - interval '1 hour'),
                (5, 'import', 'cpu', 'SUCCEEDED', 1, 0, 'w', now(), now(), null, null, 1, now() - interval '1 hour');
            insert into job_event (job_id, attempt, state, actor, reason, at)
                select id, 0, 'QUEUED', 'ada', 'queued', created_at from job;
            insert into job_event (job_id, attempt, state, actor, reason, at) values
                (1, 1, 'RUNNING', 'w', 'started', now() - interval '50 minutes'),
                (1, 1, 'QUEUED', 'queue', 'worker v died', now() - interval '40 minutes'),
                (1, 2, 'RUNNING', 'w', 'started', now() - interval '30 minutes'),
                (1, 2, 'SUCCEEDED', 'w', 'done', now()),
                (2, 1, 'RUNNING', 'w', 'started', now()), (2, 1, 'FAILED', 'w', 'bad', now()),
                (4, 1, 'RUNNING', 'w', 'started', now()),
                (5, 1, 'RUNNING', 'w', 'started', now()), (5, 1, 'SUCCEEDED', 'w', 'done', now());
            insert into blob (id, sha256, size) overriding system value values (1, encode(sha256('abc'), 'hex'), 3);
            insert into blob_chunk values (1, 0, 'ab'), (1, 1, 'c');
            insert into dataset (id, name, account_id) overriding system value values (1, 'd', 1);
            insert into dataset_version (id, dataset_id, number, job_id, spec, ready_at) overriding system value
                values (1, 1, 1, 5, '{}', now());
            insert into label_set (id, version_id, number, anomalous, type) overriding system value
                values (1, 1, 1, '{f,t}', '{"",""}');
            insert into run (id, version_id, job_id, name, detector, settings, seed, account_id, epoch, epochs)
                overriding system value values (1, 1, 1, 'r', 'fcn', '{}', 1, 1, 2, 2);
            insert into run_loss values (1, 1, '{}', 1, 0, 1), (1, 2, '{}', 1, 0, 2);
            insert into run_log (run_id, attempt, number, line) values (1, 1, 1, 'a'), (1, 2, 1, 'b');
            insert into run_checkpoint (run_id, epoch, sha256, attempt, created_at)
                values (1, 1, encode(sha256('abc'), 'hex'), 1, now() - interval '45 minutes');
            insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size, channels,
                error_scale, score_seconds) values (1, 1, '{1,2}', encode(sha256('abc'), 'hex'), 2, 8, 1, 1, 1);
            insert into toy values (2, 2, 0, ''), (3, 2, 0, ''), (4, 2, 0, '');
            insert into toy_ended values (2, 'FAILED');
            insert into toy_step values (4, 1, 1);
            insert into qrtz_job_details values ('oddboard', '3', 'cpu', null, 'x', false, false, false, true, null);
            insert into qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state, trigger_type,
                start_time) values ('oddboard', '3.1', 'cpu', '3', 'cpu', 'WAITING', 'SIMPLE', 1)
            """;
    private SingleConnectionDataSource one;
    private JdbcClient sql;

    @BeforeEach
    void begin() throws SQLException {
        var connection = DATABASE.getConnection();
        connection.setAutoCommit(false);
        one = new SingleConnectionDataSource(connection, true);
        sql = JdbcClient.create(one);
        sql.sql(HEALTHY).update();
    }

    @AfterEach
    void undo() throws SQLException {
        one.getConnection().rollback();
        one.destroy();
    }

    @Test
    void findsNothingWrongWithAHealthyDatabase() {
        assertThat(new Ledger(sql).violations()).isEmpty();
        Ledger.check(one);
    }

    static Stream<String[]> violations() {
        return Stream.of(
                broken("update job set ended_at = null where id = 1", "L1 job 1 is SUCCEEDED but has no end"),
                broken("update job set worker = 'w' where id = 3", "L1 job 3 is QUEUED but its worker is w"),
                broken("update job set worker = null where id = 4", "L1 job 4 is RUNNING but its worker is nobody"),
                broken("update job set kind = 'toy' where id = 1", "L1 run 1 has no job of its kind"),
                broken("insert into toy values (9, 1, 1, '')", "L1 toy 9 was accepted but has no job"),
                broken("update job set attempt = 2 where id = 4", "L2 job 4 was started 1 times but counts 2 attempts"),
                broken(
                        "update job_event set attempt = 2 where job_id = 1 and state = 'RUNNING'",
                        "L2 attempt 2 of job 1 was started 2 times"),
                broken("update job set lost_attempts = 4 where id = 2", "L2 job 2 had 4 bad attempts of 3"),
                broken("update job set lost_attempts = 3 where id = 3", "L2 job 3 had 3 bad attempts of 3"),
                broken("update worker set slots = 0", "L2 worker w runs 1 jobs in 0 slots"),
                broken(
                        "update worker set heartbeat_at = now() - interval '2 minutes'",
                        "L2 job 4 runs on w, which is silent"),
                broken(
                        "update run_checkpoint set created_at = now()",
                        "of attempt 1 of run 1 is younger than attempt 2"),
                broken(
                        "insert into run_log (run_id, attempt, number, line) values (1, 1, 2, 'late')",
                        "in the log of run 1 is attempt 1's but came after attempt 2's"),
                broken(
                        "update run_loss set attempt = 3 - attempt",
                        "L3 epoch 2 of run 1 is attempt 1's though attempt 2 did epoch 1"),
                broken(
                        "update run_loss set attempt = 3 where epoch = 2",
                        "L3 run 1 has a loss of attempt 3, which never was"),
                broken("""
                        insert into toy values (1, 1, 1, ''); insert into toy_result values (1, 2, 1);
                        insert into toy_step values (1, 1, 1)""", "L3 step 1 of job 1 is attempt 1's, made when attempt 2 had begun"),
                broken("delete from run_result", "L4 run 1 is SUCCEEDED without a result"),
                broken("update run_result set scores = '{1}'", "L4 run 1 has 1 scores of 2 images"),
                broken("update run_result set scores = '{1,NaN}'", "L4 run 1 has 2 scores of 2 images"),
                broken("delete from run_loss where epoch = 1", "L4 run 1 has 1 losses of 2 epochs"),
                broken(
                        "update dataset_version set ready_at = null",
                        "L4 version 1 is not ready but its import is SUCCEEDED"),
                broken("insert into toy_result values (4, 1, 3)", "L4 job 4 is RUNNING and has the sum 3 of attempt 1"),
                broken(
                        "insert into toy values (5, 2, 0, ''); insert into toy_result values (5, 1, 2)",
                        "L4 job 5 is SUCCEEDED and has the sum 2 of attempt 1"),
                broken("insert into toy_ended values (2, 'FAILED')", "L4 the end of job 2, FAILED, was told 2 times"),
                broken(
                        "update blob_chunk set bytes = 'xy' where number = 0",
                        "L5 blob ba7816bf holds other bytes than its name says"),
                broken(
                        "insert into blob (id, touched_at) overriding system value values (2, now() - interval '2 days')",
                        "L5 blob 2 is left over: untouched for a day and without a name"),
                broken("delete from qrtz_triggers", "L6 job 3 waits without a trigger"),
                broken("""
                        insert into qrtz_job_details values ('oddboard', '2', 'cpu', null, 'x', false, false, false, true, null);
                        update qrtz_triggers set job_name = '2'""", "L6 job 2 has ended but has a trigger"),
                broken("update qrtz_triggers set trigger_state = 'ACQUIRED'", "L6 trigger 3.1 is ACQUIRED by nobody"),
                broken("update qrtz_triggers set trigger_state = 'BLOCKED'", "L6 trigger 3.1 is BLOCKED"),
                broken("""
                        insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name,
                            fired_time, sched_time, priority, state)
                        values ('oddboard', 'e', '3.1', 'cpu', 'v', 1, 1, 0, 'EXECUTING')""", "L6 trigger 3.1 is in the hands of v, which is dead"),
                broken(
                        "delete from job_event where job_id = 1 and state = 'QUEUED' and attempt = 1",
                        "L7 job 1 went from RUNNING to RUNNING"),
                broken("delete from job_event where job_id = 3", "L7 job 3 is QUEUED but was last told to be nothing"),
                broken(
                        "insert into job_event (job_id, attempt, state, actor, reason) values (1, 2, 'FAILED', 'w', 'late')",
                        "L7 job 1 went from SUCCEEDED to FAILED"),
                broken(
                        "update job_event set reason = '' where id = (select min(id) from job_event)",
                        "of job 1 has no actor, no reason or no sensible time"),
                broken(
                        "update job set error_detail = 'java.io.IOException: /srv/data' where id = 2",
                        "L8 job 2 failed with the words \"java.io.IOException: /srv/data\""),
                broken(
                        "update job set error_code = null where id = 2",
                        "L8 job 2 failed with the words \"Image 7 is empty.\""),
                broken("update job set error_code = 'X' where id = 1", "L8 job 1 is SUCCEEDED with the error X"));
    }

    private static String[] broken(String how, String named) {
        return new String[] {how, named};
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("violations")
    void names(String how, String violation) {
        sql.sql(how).update();
        assertThat(new Ledger(sql).violations()).anyMatch(v -> v.endsWith(violation));
    }

    @Test
    void endsATestAtOnceWhereNothingCanMendIt() {
        sql.sql("delete from run_result").update();
        assertThatThrownBy(() -> Ledger.check(one))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("L4 run 1 is SUCCEEDED without a result");
    }
}

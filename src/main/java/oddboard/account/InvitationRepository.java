package oddboard.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InvitationRepository {
    private static final String OPEN = "revoked_at is null and accepted_at is null and expires_at > now()";

    private final JdbcClient jdbc;

    InvitationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(byte[] sha256, Role role, String note, UserId by, Duration validFor) {
        return jdbc.sql("""
                        insert into invitation (secret_sha256, role, note, invited_by, expires_at)
                        values (:sha256, :role, :note, :by, now() + cast(:seconds as double precision) * interval '1 second')
                        returning id
                        """)
                .param("sha256", sha256)
                .param("role", role.name())
                .param("note", note)
                .param("by", by.value())
                .param("seconds", (double) validFor.toSeconds())
                .query(Long.class)
                .single();
    }

    List<Invitation> open() {
        return jdbc.sql("""
                        select invitation.id, invitation.role, note, account.name, invitation.created_at, expires_at
                        from invitation join account on account.id = invited_by
                        where %s order by invitation.id desc
                        """.formatted(OPEN))
                .query(InvitationRepository::invitation)
                .list();
    }

    Optional<Role> role(byte[] sha256) {
        return jdbc.sql("select role from invitation where secret_sha256 = :sha256 and " + OPEN)
                .param("sha256", sha256)
                .query(String.class)
                .optional()
                .map(Role::valueOf);
    }

    /** Takes an invitation for good, of two at once for one; empty where it is open no more. */
    Optional<Role> take(byte[] sha256) {
        return jdbc.sql("update invitation set accepted_at = now() where secret_sha256 = :sha256 and " + OPEN
                        + " returning role")
                .param("sha256", sha256)
                .query(String.class)
                .optional()
                .map(Role::valueOf);
    }

    void takenBy(byte[] sha256, UserId id) {
        jdbc.sql("update invitation set accepted_by = :id where secret_sha256 = :sha256")
                .param("sha256", sha256)
                .param("id", id.value())
                .update();
    }

    /** @return whether it was open */
    boolean revoke(long id) {
        return jdbc.sql("update invitation set revoked_at = now() where id = :id and " + OPEN)
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Ends the open ones of somebody who is to invite no longer. */
    void revokeAll(UserId by) {
        jdbc.sql("update invitation set revoked_at = now() where invited_by = :by and " + OPEN)
                .param("by", by.value())
                .update();
    }

    private static Invitation invitation(ResultSet row, int number) throws SQLException {
        return new Invitation(
                row.getLong("id"),
                Role.valueOf(row.getString("role")),
                row.getString("note"),
                row.getString("name"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}

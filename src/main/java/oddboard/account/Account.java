package oddboard.account;

import java.nio.ByteBuffer;

/** A row of {@code account}. */
record Account(User user, String passwordHash) {
    /** Changes with the password and the role, and is never 0: sessions from before such a change end. */
    long stamp() {
        return ByteBuffer.wrap(Secrets.sha256(user.role() + passwordHash)).getLong() | 1;
    }
}

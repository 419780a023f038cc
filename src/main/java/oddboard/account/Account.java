package oddboard.account;

import java.nio.ByteBuffer;
import oddboard.common.Sha256;

/** A row of {@code account}; {@code sessionEpoch} counts up when all its browser sessions must end. */
record Account(User user, String passwordHash, int sessionEpoch, Person.State state) {
    /** Changes with the password, the role and the epoch, and is never 0: sessions from before such a change end. */
    long stamp() {
        return ByteBuffer.wrap(Sha256.of(user.role() + " " + sessionEpoch + " " + passwordHash))
                        .getLong()
                | 1;
    }

    boolean isActive() {
        return state == Person.State.ACTIVE;
    }
}

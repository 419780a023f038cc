package oddboard.storage;

import oddboard.common.ConflictException;

/** The disk is full, so no new work is taken; the message says so in a sentence. */
public final class NoRoomException extends ConflictException {
    private static final long serialVersionUID = 1L;

    NoRoomException(DiskSpace.Room room) {
        super(
                "NO_DISK_SPACE",
                "The server's disk is full: " + (room.free() >> 20) + " MiB are free, of which "
                        + (room.reserve() >> 20)
                        + " MiB stay free. No new work is taken until there is room; what waits then continues by"
                        + " itself.");
    }
}

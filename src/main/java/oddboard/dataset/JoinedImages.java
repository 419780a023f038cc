package oddboard.dataset;

import java.nio.ByteBuffer;

/** All images of a version: training images first, then test images. */
record JoinedImages(PackedImages train, PackedImages test) implements PackedImages {
    @Override
    public int count() {
        return train.count() + test.count();
    }

    @Override
    public int size() {
        return train.size();
    }

    @Override
    public int channels() {
        return train.channels();
    }

    @Override
    public void read(int index, ByteBuffer to) {
        if (index < train.count()) {
            train.read(index, to);
        } else {
            test.read(index - train.count(), to);
        }
    }

    @Override
    public void close() {
        try (train;
                test) {
            // both are closed
        }
    }
}

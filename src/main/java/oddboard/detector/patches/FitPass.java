package oddboard.detector.patches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import oddboard.detector.ImageSource;
import oddboard.detector.Progress;
import oddboard.detector.part.ImageBatch;
import oddboard.detector.part.NativeArrays;
import oddboard.detector.part.Seeds;

/** Lets the heads see the training images, from wherever the model's state stands. */
final class FitPass {
    private static final int SAMPLE = 2000;
    private static final long STREAM = 3;
    private final PatchesModel model;
    private final FitState state;
    private final Progress progress;
    private final HeldOut heldOut;
    private final ImageBatch reader;
    private final int images;
    private final int sampled;
    private final int[] calibrating;

    FitPass(PatchesModel model, ImageSource train, Progress progress) {
        this.model = model;
        this.progress = progress;
        state = model.state();
        images = train.count();
        if (state.phase != FitState.SAMPLING && state.images != images) {
            throw new IllegalArgumentException("The fit began with " + state.images + " images, not " + images + ".");
        }
        state.images = images;
        heldOut = model.heldOut(images);
        reader = new ImageBatch(train, model.batch());
        sampled = Math.min(SAMPLE, images);
        calibrating = model.plan().combined() ? heldOut.calibrating() : new int[0];
    }

    /** @return false where it was stopped */
    boolean run() {
        return sample() && observe() && calibrate();
    }

    private boolean sample() {
        if (state.phase > FitState.SAMPLING) {
            return true;
        }
        state.enter(FitState.SAMPLING);
        List<Features> all = model.plan().features();
        all.forEach(Features::begin);
        int[] some = new int[reader.most()];
        while (state.done < sampled) {
            int count = Math.min(reader.most(), sampled - state.done);
            for (int i = 0; i < count; i++) {
                some[i] = (int) ((long) (state.done + i) * images / sampled);
            }
            if (progress.stopRequested()) {
                return false;
            }
            try (NDManager scope = model.manager().newSubManager()) {
                NDArray pixels = reader.read(some, count, scope);
                for (int f = 0; f < all.size(); f++) {
                    all.get(f).sample(pixels, sampled, Seeds.random(model.seed(), STREAM, f, state.done), scope);
                }
            }
            advance(count, 0);
        }
        all.forEach(Features::settle);
        model.begin(heldOut);
        state.enter(FitState.OBSERVING);
        return true;
    }

    private boolean observe() {
        if (state.phase > FitState.OBSERVING) {
            return true;
        }
        int[] some = new int[reader.most()];
        boolean others = !model.plan().others().isEmpty();
        int observed = 0;
        for (int i = 0; i < state.done; i++) {
            observed += heldOut.has(i) ? 0 : 1;
        }
        while (state.done < images) {
            int count = 0;
            int at = state.done;
            while (at < images && count < reader.most()) {
                if (others || !heldOut.has(at)) {
                    some[count++] = at;
                }
                at++;
            }
            if (progress.stopRequested()) {
                return false;
            }
            observed += observe(Arrays.copyOf(some, count), observed);
            advance(at - state.done, sampled);
            offer();
        }
        for (Head head : model.plan().everyHead()) {
            if (!head.prepare(progress::stopRequested)) {
                return false;
            }
        }
        model.plan().everyHead().forEach(Head::finish);
        model.calibrations.forEach(Calibration::begin);
        state.enter(FitState.CALIBRATING);
        return true;
    }

    /**
     * Other plans' heads look at all of them, the plan's own at those that are not held out.
     *
     * @param first number of the first one that is not held out among those
     * @return how many of them are not held out
     */
    private int observe(int[] some, int first) {
        if (some.length == 0) {
            return 0;
        }
        int[] kept = IntStream.range(0, some.length)
                .filter(i -> !heldOut.has(some[i]))
                .toArray();
        try (NDManager scope = model.manager().newSubManager()) {
            NDArray pixels = reader.read(some, some.length, scope);
            Map<Features, NDArray> computed = new IdentityHashMap<>();
            Map<Features, NDArray> reduced = new IdentityHashMap<>();
            for (Head head : model.plan().otherHeads()) {
                head.observe(computed.computeIfAbsent(head.features(), f -> f.of(pixels, scope)), state.done, scope);
            }
            for (Head head : kept.length == 0 ? List.<Head>of() : model.plan().heads()) {
                NDArray x = computed.computeIfAbsent(head.features(), f -> f.of(pixels, scope));
                head.observe(reduced.computeIfAbsent(head.features(), f -> only(x, kept, scope)), first, scope);
            }
        }
        return kept.length;
    }

    /** Of a batch [N, cells, depth] the images at these places. */
    private static NDArray only(NDArray x, int[] places, NDManager scope) {
        long[] shape = x.getShape().getShape();
        if (places.length == shape[0]) {
            return x;
        }
        ByteBuffer numbers = NativeArrays.direct(8L * places.length);
        for (int i = 0; i < places.length; i++) {
            numbers.putLong(8 * i, places[i]);
        }
        NDArray which = NativeArrays.over(scope, numbers, new Shape(places.length), DataType.INT64);
        NDArray rows = x.reshape(shape[0], 1, shape[1] * shape[2]);
        return PatchOps.one("rows", scope, rows, which).reshape(places.length, shape[1], shape[2]);
    }

    private boolean calibrate() {
        if (state.phase == FitState.FITTED) {
            return true;
        }
        while (state.done < calibrating.length) {
            if (progress.stopRequested()) {
                return false;
            }
            int count = Math.min(reader.most(), calibrating.length - state.done);
            int[] some = Arrays.copyOfRange(calibrating, state.done, state.done + count);
            try (NDManager scope = model.manager().newSubManager()) {
                List<Head.Scored> each = model.headScores(model.plan().heads(), reader, some, count, scope);
                for (int h = 0; h < each.size(); h++) {
                    double[] scores = each.get(h).scores().toDoubleArray();
                    for (int i = 0; i < count; i++) {
                        model.calibrations.get(h).add(scores[i]);
                    }
                }
            }
            advance(count, sampled + images);
        }
        model.calibrations.forEach(Calibration::settle);
        state.enter(FitState.FITTED);
        return true;
    }

    private void advance(int count, int before) {
        state.done += count;
        progress.images(1, before + state.done, sampled + images + calibrating.length);
    }

    private void offer() {
        try {
            progress.checkpoint(model, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package spillway.app.live;

/// Gets pictures of what is known, on the timeline's thread, and shows them on another.
public interface PictureTaker {
    /// Takes none.
    PictureTaker NOBODY =
            new PictureTaker() {
                @Override
                public boolean isReady() {
                    return false;
                }

                @Override
                public void take(LivePicture picture) {}
            };

    /// Whether the picture before has been dealt with. While it has not, none is made: what is new
    /// is in the next one, so a slow taker sees fewer and larger pictures, and stops nobody.
    boolean isReady();

    /// Takes one; returns at once. Only while ready.
    void take(LivePicture picture);
}

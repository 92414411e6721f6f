//! The synthesiser, measured: what it renders is listened to with numbers.

//! Loudness by ITU-R BS.1770-4 and EBU R 128: integrated loudness and true peak. Not here: changing it.

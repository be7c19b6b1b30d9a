"""Real servers for the tests, the crash harness and the benchmarks: started when first asked for."""

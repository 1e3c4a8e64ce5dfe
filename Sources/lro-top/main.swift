print("lro-top")

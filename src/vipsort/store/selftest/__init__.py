"""TRIAL: what a disk or share can do, found by trying it in a folder that is removed again."""
